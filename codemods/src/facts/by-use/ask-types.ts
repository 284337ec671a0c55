import type * as t from '@babel/types';
import { type Member, methods, tracerPackages } from '../../catalog/opentracing-api';
import { type AnyCall, isCall } from '../../parse/calls';
import { keyName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';
import type { Place } from '../../types-oracle/type-oracle';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { NOTHING, roleToken, Shape } from '../flow/tokens';
import { placeOfSpan } from '../lookups/span-places';
import type { FactsOptions } from '../modules/modules';
import { judgeCall, NO_UNIT } from '../verdicts/call-sites';
import { suspectCall } from '../verdicts/suspects';

/** An expression that a type might tell us something about. */
interface Question {
  readonly at: Context;
  readonly node: t.Node;
}

/** A type may prove a call, whose argument then matters, which may be a call itself; deeper than this is hardly ever written. */
const ROUNDS = 3;

/** Lets a type checker say what receivers and parents are that nothing else is known of; what it says flows on like anything else. */
export function askTypes(contexts: readonly Context[], { oracle, manifests }: FactsOptions): void {
  if (oracle === undefined || !mentionsOpenTracing(contexts, [...(manifests?.values() ?? [])])) return;
  const asked = new Set<t.Node>();
  for (let round = 0; round < ROUNDS; round++) {
    const questions = contexts.flatMap(questionsOf).filter(({ node }) => !asked.has(node));
    if (!questions.some(isWorthIt)) return;
    for (const { node } of questions) asked.add(node);
    const answers = oracle.rolesAt(questions.map(placeOf));
    questions.forEach(({ at, node }, i) => {
      const answer = answers[i];
      if (answer === undefined) return;
      at.solver.add(at.slot(node), roleToken(answer.role, 'type'));
      if (answer.nullable) at.solver.add(at.slot(node), NOTHING);
    });
    contexts[0]?.solver.solve();
  }
}

const PACKAGES = ['opentracing', ...Object.keys(tracerPackages)];

/** A project that has moved, or never had any of it, is not worth a look at its types. */
function mentionsOpenTracing(contexts: readonly Context[], manifests: readonly unknown[]): boolean {
  const mentions = (text: string) => PACKAGES.some((name) => text.includes(name));
  return (
    manifests.some((manifest) => mentions(JSON.stringify(manifest) ?? '')) ||
    contexts.some(({ file }) => mentions(file.source.text))
  );
}

function placeOf({ at, node }: Question): Place {
  return { path: at.file.source.path, ...rangeOf(node) };
}

/** Making a program of the whole project is dear: a `log` or `context` on something without a telling name is not worth it alone. */
function isWorthIt({ at, node }: Question): boolean {
  const call = at.parent(at.parent(node) ?? node);
  if (!isCall(call) || !('object' in call.callee) || call.callee.object !== node) return true;
  const suspect = suspectCall(at, call);
  return suspect !== undefined && !(suspect.method === 'startSpan' && isMigrated(at));
}

/** The one method that both APIs have says little where the new one is in use. */
function isMigrated({ file }: Context): boolean {
  return file.source.text.includes('@opentelemetry/api');
}

function questionsOf(at: Context): Question[] {
  const nodes: t.Node[] = [];
  for (const node of at.file.source.parents.keys()) if (isAnyCall(node)) nodes.push(...unknownsOf(at, node));
  return nodes.filter((node) => isAskable(node) && !isKnown(at, node)).map((node) => ({ at, node }));
}

function isAnyCall(node: t.Node): node is AnyCall {
  return isCall(node) || node.type === 'NewExpression';
}

/** The receiver of a call that may be OpenTracing's; of a call that is, the parents and spans among its arguments. */
function unknownsOf(at: Context, node: AnyCall): t.Node[] {
  const verdict = judgeCall(at, node, () => NO_UNIT);
  if (verdict?.kind === 'site') return argumentsOf(verdict.site.member, node).flatMap(leaves);
  const name = methodOf(node);
  if (verdict !== undefined || name === undefined || !METHODS.has(name) || !('object' in node.callee)) return [];
  return node.callee.object.type === 'Super' ? [] : leaves(node.callee.object as t.Node);
}

const OF_ANYTHING: ReadonlySet<string> = new Set(['close', 'flush']);
const METHODS: ReadonlySet<string> = new Set(
  [methods.tracer, methods.span, methods.spanContext].flatMap(Object.keys).filter((name) => !OF_ANYTHING.has(name)),
);

function argumentsOf(member: Member, node: AnyCall): t.Node[] {
  const place = placeOfSpan(member);
  const argument = place === undefined ? undefined : node.arguments[place];
  return argument == null ? [] : [argument];
}

/** The expressions that one is made of, as far as a span or a context may come out of them. */
function leaves(node: t.Node): t.Node[] {
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.flatMap((property) => {
        if (property.type !== 'ObjectProperty') return [];
        const key = keyName(property.key, property.computed);
        return key === 'childOf' || key === 'references' ? leaves(property.value) : [];
      });
    case 'ArrayExpression':
      return node.elements.flatMap((element) => (element === null ? [] : leaves(element)));
    case 'ConditionalExpression':
      return [...leaves(node.consequent), ...leaves(node.alternate)];
    case 'LogicalExpression':
      return [...leaves(node.left), ...leaves(node.right)];
    case 'TSNonNullExpression':
      return leaves(node.expression);
    default:
      return [node];
  }
}

const ASKABLE: ReadonlySet<string> = new Set([
  'Identifier',
  'MemberExpression',
  'OptionalMemberExpression',
  'CallExpression',
  'OptionalCallExpression',
  'AwaitExpression',
  'ThisExpression',
]);

const ITS_OWN: ReadonlySet<string> = new Set(['console', 'undefined']);

function isAskable(node: t.Node): boolean {
  return ASKABLE.has(node.type) && !(node.type === 'Identifier' && ITS_OWN.has(node.name));
}

/** Something of OpenTracing, or of the project, reaches it; what only describes a value does not say what it is. */
function isKnown(at: Context, node: t.Node): boolean {
  for (const token of at.findSlot(node)?.tokens ?? []) {
    if (token.kind === 'null') continue;
    if (!(token instanceof Shape) || token.kind !== 'type') return true;
  }
  return false;
}
