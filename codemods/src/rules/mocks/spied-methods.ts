import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import { type Edit, replace } from '../../edit/edit';
import { keeperOf } from '../../facts/lookups/keeper';
import { declaredFrom } from '../../facts/scopes/declared-with';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { factOf } from '../calls/fact-of';
import { nodesOf } from '../syntax/nodes';
import { SPIES } from '../syntax/spied-members';
import { type AnyCall, calledMethod, isCall, isMember, outermost, plainArguments } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { askedOfSpy } from './asked-of-spy';
import { expectationEdits } from './expectations';
import { replacedStart } from './replaced-start';
import { givenTo, replacementOf } from './replacement';
import { successorMembers } from './successors';

/** `jest.spyOn(span, 'finish')`, `sinon.stub(tracer, 'inject')`: methods that a test names by a string. */
export function* spiedMethods(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'CallExpression')) {
    const spied = spiedBy(context, node);
    if (spied) yield propose(context, spied);
  }
}

/** Whether a test replaces a function of an object that it hands to its runner. */
export function isSpiedOn(context: FileContext, object: t.Node): boolean {
  const { parent } = outermost(context.source, object);
  const spied = parent && spiedBy(context, parent);
  return spied !== undefined && unwrap(spied.object) === unwrap(object);
}

/** Methods that a test names by a string and that stay, as they are read: what the test asks of them has been said there. */
export function toldMethods(context: FileContext): ReadonlySet<string> {
  if (!isTestFile(context.source.path)) return new Set();
  const spied = nodesOf(context.source, 'CallExpression').flatMap((node) => spiedBy(context, node) ?? []);
  const left = spied.filter((one) => outcomeOf(context, one).kind === 'leave');
  return new Set(left.map(({ object, method }) => `${textOf(context.source, object)}.${method.value}`));
}

interface Spied {
  readonly call: AnyCall;
  readonly object: t.Expression;
  readonly method: t.StringLiteral;
  readonly role: 'span' | 'tracer' | 'namespace';
  /** The variable of a mock that stands for the object as a whole. */
  readonly mock?: t.Node;
}

function spiedBy(context: FileContext, node: t.Node): Spied | undefined {
  if (!isCall(node) || !isMember(node.callee)) return undefined;
  const name = memberName(node.callee) ?? '';
  const given = plainArguments(node) ?? [];
  if (name === 'expects') return expectedOn(context, node, node.callee.object, given[0]);
  const [object, method] = given;
  if (!SPIES.test(name) || !object || method?.type !== 'StringLiteral') return undefined;
  const role = roleOf(context, object);
  return role && { call: node, object, method, role };
}

/** `sinon.mock(tracer).expects('inject')`, the mock in a variable or not. */
function expectedOn(
  context: FileContext,
  call: AnyCall,
  mock: t.Node,
  method: t.Expression | undefined,
): Spied | undefined {
  const made = madeFrom(context, mock);
  const [object] = made && isCall(made) ? (plainArguments(made) ?? []) : [];
  const role = object && roleOf(context, object);
  if (!object || !role || method?.type !== 'StringLiteral') return undefined;
  return { call, object, method, role, mock };
}

/** What a variable was made by: its initialiser, or what is assigned to it. */
function madeFrom(context: FileContext, mock: t.Node): t.Node | undefined {
  const inner = unwrap(mock);
  if (inner.type !== 'Identifier') return inner;
  const binding = context.facts.scopes.bindingOf(inner);
  const init = declaredFrom(binding);
  if (init) return init;
  const written = binding?.references.find(({ kind }) => kind === 'write');
  const assignment = written && context.source.parents.get(written.node);
  return assignment?.type === 'AssignmentExpression' ? assignment.right : undefined;
}

function roleOf(context: FileContext, object: t.Expression): Spied['role'] | undefined {
  const fact = factOf(context, object);
  const roles = fact && !fact.mixed ? [...fact.roles] : [];
  if (roles.length > 0 && roles.every((role) => role === 'span' || role === 'mockSpan')) return 'span';
  if (roles.length > 0 && roles.every((role) => role === 'tracer' || role === 'mockTracer')) return 'tracer';
  return roles.length === 1 && roles[0] === 'namespace' ? 'namespace' : undefined;
}

function propose(context: FileContext, spied: Spied): Proposal {
  return { rule: 'mocks', site: spied.call, units: [], outcome: outcomeOf(context, spied) };
}

/** It stays where no string alone says what the test means now. */
function outcomeOf(context: FileContext, spied: Spied): Proposal['outcome'] {
  const outcome = spied.role === 'span' ? onSpan(context, spied) : onTracer(context, spied);
  if (outcome) return outcome;
  const { call, method, role } = spied;
  const { source } = context;
  const name = textOf(source, method);
  const args = { name, role, method: method.value, isWatched: isWatched(context, spied) };
  return { kind: 'leave', finding: finding('OT603', source.path, call, args) };
}

/** What gives nothing of its own, here or later, but lets the call through: all of sinon's `spy`, and what spies of others do until they are told otherwise. */
function isWatched(context: FileContext, { call, mock }: Spied): boolean {
  const name = calledMethod(call);
  if (mock || !name || !/^(?:spy|spyOn|mockMethod|method)$/.test(name)) return false;
  const kept = keeperOf(context.source.parents, call);
  const references = kept?.type === 'Identifier' ? (context.facts.scopes.bindingOf(kept)?.references ?? []) : [];
  return [call, ...references.map(({ node }) => node)].every((spy) => givenTo(context, spy).length === 0);
}

/** The method has one successor, unless what the test asks of the spy is about another. */
function onSpan(context: FileContext, { call, method }: Spied): Proposal['outcome'] | undefined {
  const usual = successorMembers('span').get(method.value);
  if (!usual) return undefined;
  const asked = askedOfSpy(context, call, method.value, usual);
  const edits = [replace(method, quoted(context, asked.method ?? usual)), ...asked.edits];
  const findings = [finding('OT602', context.source.path, call, { role: 'span' }), ...asked.findings];
  return { kind: 'rewrite', edits, findings };
}

function onTracer(context: FileContext, spied: Spied): Proposal['outcome'] | undefined {
  const isStart = spied.role === 'tracer' && spied.method.value === 'startSpan' && !spied.mock;
  if (isStart) return replacedStart(context, spied);
  const replacement = replacementFor(context, spied);
  const edits = tracerEdits(context, spied, replacement);
  return edits && { kind: 'rewrite', edits, findings: [movedFinding(context, spied, replacement)] };
}

/** What becomes of that which stands in for `inject` or `extract` of a tracer itself, not of a mock of it as a whole. */
function replacementFor(context: FileContext, { call, method, role, mock }: Spied) {
  const name = method.value;
  if (role !== 'tracer' || mock || (name !== 'inject' && name !== 'extract')) return undefined;
  return { ...replacementOf(context, call, name), method: name } as const;
}

function movedFinding(
  { source: { path } }: FileContext,
  { call }: Spied,
  replacement: ReturnType<typeof replacementFor>,
): Finding {
  if (replacement && !replacement.fits) return finding('OT607', path, call, { method: replacement.method });
  return finding('OT602', path, call, { role: 'tracer' });
}

function tracerEdits(
  context: FileContext,
  { call, object, method, role, mock }: Spied,
  replacement: ReturnType<typeof replacementFor>,
): Edit[] | undefined {
  if (role === 'namespace') {
    if (method.value !== 'globalTracer') return undefined;
    return [replace(object, context.api('trace')), replace(method, quoted(context, 'getTracer'))];
  }
  if (method.value !== 'inject' && method.value !== 'extract') return undefined;
  const mocked = replace(object, context.api('propagation'));
  if (!mock) return [mocked, ...(replacement?.edits ?? [])];
  return expectationEdits(context, mock, call, method.value, mocked);
}
