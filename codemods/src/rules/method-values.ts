import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { methods } from '../catalog/opentracing-api';
import { isTestFile } from '../catalog/test-files';
import { type Edit, replace } from '../edit/edit';
import { keyName, memberName } from '../parse/key-name';
import { textOf } from '../parse/source-file';
import { unwrap } from '../parse/wrappers';
import { factOf } from './calls/fact-of';
import { askedForSpan } from './context/method-tests';
import { comparedToNothing } from './context/tested';
import { isStandIn } from './data/stand-in';
import { boundEnd } from './lifetime/bound-end';
import { replacesTracing } from './mocks/module-mocks';
import { toldMethods } from './mocks/spied-methods';
import { successorMembers } from './mocks/successors';
import { alwaysThereWithJaeger } from './parents/jaeger-extract';
import { makesJaegerTracer } from './setup/jaeger-made';
import { nodesOf } from './syntax/nodes';
import { type AnyMember, isCall, isMember, outermost } from './syntax/syntax';
import { quoted } from './syntax/text';
import type { FileContext, Proposal, Rule } from './types';

/** Methods that are passed on, replaced or asked for instead of called: `span.finish.bind(span)`, `span.finish = hooked`. */
export const methodValues: Rule = {
  name: 'method-values',
  *propose(context) {
    if (replacesTracing(context)) return;
    const told = toldMethods(context);
    for (const node of nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression')) {
      if (told.size > 0 && told.has(textOf(context.source, node))) continue;
      // What a test asks its mock about is the matter of the mock.
      if (isStandIn(context, node.object) || context.facts.isBetween(node.object, memberName(node) ?? '')) continue;
      const value = methodValueOf(context, node);
      const proposal = value && propose(context, value);
      if (proposal) yield proposal;
    }
    yield* takenOff(context);
    yield* computedCalls(context);
    yield* computedTests(context);
    yield* namesInObjects(context);
  },
};

/** `const { startSpan } = tracer`: its calls do not name what they are made on. */
function* takenOff(context: FileContext): Iterable<Proposal> {
  for (const { node, member, receiver, certain } of context.facts.reads) {
    const role = certain && node.type === 'ObjectProperty' ? roleIn(member) : undefined;
    if (role && !isStandIn(context, receiver)) yield stays(context, { node, object: receiver, role, use: 'taken off' });
  }
}

/** `span[method](...)`: what is called shows at run time only. */
function* computedCalls(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'CallExpression', 'OptionalCallExpression')) {
    const callee = unwrap(node.callee);
    if (!isMember(callee) || memberName(callee) !== undefined) continue;
    const role = roleOf(context, callee.object);
    if (role) yield stays(context, { node: callee, object: callee.object, role, use: 'computed' });
  }
}

/** `typeof span[method]`, `method in span`: what is asked for shows at run time only. */
function* computedTests(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'UnaryExpression', 'BinaryExpression')) {
    const object = askedByComputedName(node);
    const role = object && roleAsked(context, object);
    if (role) yield stays(context, { node, object, role, use: 'asked for' });
  }
}

function askedByComputedName(node: t.UnaryExpression | t.BinaryExpression): t.Node | undefined {
  if (node.type === 'BinaryExpression')
    return node.operator === 'in' && keyName(node.left, true) === undefined ? node.right : undefined;
  const member = node.operator === 'typeof' ? unwrap(node.argument) : node;
  return isMember(member) && memberName(member) === undefined ? member.object : undefined;
}

/** `'log' in value`, which tells a span from other things as a test of `value.log` does. */
function* namesInObjects(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'BinaryExpression')) {
    if (node.operator !== 'in') continue;
    const name = keyName(node.left, true) ?? '';
    const role = roleAsked(context, node.right) ?? roleInEither(context, node.right, name);
    const successor = role && testedSuccessor(role, name);
    if (successor === undefined) continue;
    const edits = [replace(node.left, quoted(context, successor))];
    const units = [context.facts.unitOf(node.right)];
    yield { rule: 'method-values', site: node, units, outcome: { kind: 'rewrite', edits } };
  }
}

/** By which member something is known for what the member of that name told it to be. */
function testedSuccessor(role: (typeof ROLES)[number], name: string): string | undefined {
  if (role === 'span') return testedSuccessors.get(name);
  return role === 'spanContext' && Object.hasOwn(methods.spanContext, name) ? OF_CONTEXT : undefined;
}

/** What every Context has, and no span. */
const OF_CONTEXT = 'getValue';

/** Which of the two that a variable may hold has a method of that name: the span, or the context of one. */
function roleInEither(context: FileContext, object: t.Node, name: string): 'span' | 'spanContext' | undefined {
  const fact = factOf(context, object);
  const isEither = fact?.roles.size === 2 && fact.roles.has('span') && fact.roles.has('spanContext');
  if (!isEither || fact.mixed || fact.container !== 'none') return undefined;
  return EITHER.find((role) => Object.hasOwn(methods[role], name));
}

const EITHER = ['span', 'spanContext'] as const;

/** A span of OpenTelemetry does not name its tracer; every one tells its context. */
const testedSuccessors: ReadonlyMap<string, string> = new Map([...successorMembers('span'), ['tracer', 'spanContext']]);

interface MethodValue {
  readonly node: AnyMember;
  readonly role: keyof typeof methods;
  readonly method: string;
  readonly use: Use;
}

type Use = 'replaced' | 'tested' | 'passed on' | 'taken off' | 'computed' | 'asked for';

function methodValueOf(context: FileContext, node: AnyMember): MethodValue | undefined {
  const method = memberName(node);
  const { parent, node: outer } = outermost(context.source, node);
  if (method === undefined || !parent || (isCall(parent) && parent.callee === outer)) return undefined;
  const use = useOf(context, parent, outer);
  const role =
    roleOf(context, node.object) ??
    roleOfRead(context, node) ??
    (use === 'tested' ? roleInEither(context, node.object, method) : undefined);
  return role !== undefined && Object.hasOwn(methods[role], method) ? { node, role, method, use } : undefined;
}

/** As calls are judged: what a test passes in place of a span does not make it anything else. */
function roleOfRead({ facts }: FileContext, node: AnyMember): (typeof ROLES)[number] | undefined {
  const read = facts.reads.find((one) => one.node === node);
  return read?.certain ? roleIn(read.member) : undefined;
}

function roleIn(member: string): (typeof ROLES)[number] | undefined {
  return ROLES.find((role) => member.startsWith(`${role}.`));
}

const ROLES = ['span', 'tracer', 'spanContext'] as const;

function roleOf(context: FileContext, object: t.Node): (typeof ROLES)[number] | undefined {
  const { facts } = context;
  const fact = factOf(context, object);
  if (fact === undefined || (fact.roles.size === 0 && !fact.mixed))
    return castSpans(context).has(facts.unitOf(object).id) ? 'span' : undefined;
  if (fact.roles.size !== 1 || fact.mixed || fact.container !== 'none') return undefined;
  return ROLES.find((role) => fact.roles.has(role));
}

const known = new WeakMap<FileContext, ReadonlySet<string>>();

/** Variables that the code takes for spans where it calls them: `(one as Span).finish()`, behind `'finish' in one`. */
function castSpans(context: FileContext): ReadonlySet<string> {
  const units =
    known.get(context) ??
    new Set(
      context.facts.calls
        .filter(({ member, unit, receiver }) => receiver && member.startsWith('span.') && unit.kind === 'variable')
        .map(({ unit }) => unit.id),
    );
  known.set(context, units);
  return units;
}

/** What is asked for a method may be something else as well: that is why it is asked. */
function roleAsked(context: FileContext, object: t.Node): (typeof ROLES)[number] | undefined {
  return roleOf(context, object) ?? (castSpans(context).has(context.facts.unitOf(object).id) ? 'span' : undefined);
}

function useOf(context: FileContext, parent: t.Node, node: t.Node): Use {
  switch (parent.type) {
    case 'AssignmentExpression':
      return parent.left === node ? 'replaced' : 'passed on';
    case 'UnaryExpression':
      return parent.operator === 'delete' ? 'replaced' : 'tested';
    case 'IfStatement':
      return 'tested';
    case 'ConditionalExpression':
      return parent.test === node ? 'tested' : 'passed on';
    // `span.log !== undefined`
    case 'BinaryExpression':
      return comparedToNothing(parent, node) ? 'tested' : 'passed on';
    case 'LogicalExpression':
      return (parent.operator === '&&' && parent.left === node) || isTested(context, parent) ? 'tested' : 'passed on';
    default:
      return 'passed on';
  }
}

/** `span && span.context ? ... : ...` */
function isTested(context: FileContext, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  return parent !== undefined && useOf(context, parent, outer) === 'tested';
}

/** What is called with the same arguments under its new name. */
const SAME_ARGUMENTS = /^(?:finish|setOperationName)$/;

function propose(context: FileContext, value: MethodValue): Proposal | undefined {
  const { node, role, method, use } = value;
  const units = [context.facts.unitOf(node.object)];
  const asked = role === 'spanContext' && use === 'tested' ? askedForContext(context, node) : undefined;
  if (asked) {
    return {
      rule: 'method-values',
      site: node,
      units,
      outcome: { kind: 'rewrite', edits: [asked], findings: alwaysThereWithJaeger(context, node.object) },
    };
  }
  const successors = use === 'tested' ? testedSuccessors : successorMembers('span');
  const successor = role === 'span' ? successors.get(method) : undefined;
  const bound = successor && method === 'finish' && use === 'passed on' ? boundEnd(context, node) : undefined;
  if (bound) return { rule: 'method-values', site: node, units, outcome: bound };
  if (successor && (use === 'tested' || SAME_ARGUMENTS.test(method))) {
    const edits = [replace(node.property, node.computed ? quoted(context, successor) : successor)];
    return { rule: 'method-values', site: node, units, outcome: { kind: 'rewrite', edits } };
  }
  // Both APIs have a startSpan; whether there is one says the same.
  if (use === 'tested' && method === 'startSpan') return undefined;
  if (role === 'tracer' && method === 'close' && makesJaegerTracer(context.project)) return undefined;
  return stays(context, { node, object: node.object, role, use });
}

/** What may be something else than a Context is not asked for its span before that is known. */
function askedForContext(context: FileContext, node: AnyMember): Edit | undefined {
  const fact = factOf(context, unwrap(node.object));
  const isContext = fact?.roles.size === 1 && fact.roles.has('spanContext') && !fact.mixed;
  if (isContext) return askedForSpan(context, node);
  return replace(node.property, node.computed ? quoted(context, OF_CONTEXT) : OF_CONTEXT);
}

interface Stays {
  readonly node: t.Node;
  readonly object: t.Node;
  readonly role: MethodValue['role'];
  readonly use: Use;
}

/** Any of our tracers answers to OpenTracing's names too, so one that is read binds nothing; nor does what a test asks. */
function stays(context: FileContext, { node, object, role, use }: Stays): Proposal {
  const isFree = (role === 'tracer' && use !== 'replaced') || isTestFile(context.source.path);
  const { path } = context.source;
  return {
    rule: 'method-values',
    site: node,
    units: isFree ? [] : [context.facts.unitOf(object)],
    outcome: { kind: 'leave', finding: finding('OT323', path, node, { name: textOf(context.source, node), use }) },
  };
}
