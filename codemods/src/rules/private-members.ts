import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { methods, type Role } from '../catalog/opentracing-api';
import { memberName, propertyName } from '../parse/key-name';
import { textOf } from '../parse/source-file';
import { assignmentTo } from '../parse/uses';
import { factOf } from './calls/fact-of';
import { isJaegerMember, isOfBytes, isSpanContext } from './context/jaeger-member';
import { isTextMade } from './context/printed';
import { isTestedId } from './context/tested-id';
import { isPrivateRead } from './mock-tracer/private-reads';
import { readOfStarted } from './mock-tracer/span-reads';
import { nodesOf } from './syntax/nodes';
import { type AnyMember, isMember, outermost } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';

/** Members that one tracer had and OpenTracing never defined: no other tracer has them, so they can only be told. */
export const privateMembers: Rule = {
  name: 'span-context',
  *propose(context) {
    const all = nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression');
    const byUnit = new Map<string, AnyMember[]>();
    for (const node of [...all].filter((member) => isPrivate(context, member)).sort(byPlace)) {
      const { id } = context.facts.unitOf(node.object);
      byUnit.set(id, [...(byUnit.get(id) ?? []), node]);
    }
    for (const nodes of byUnit.values()) yield* report(context, nodes);
    yield* takenApart(context);
    yield* madeTexts(context);
  },
};

/** Told once for what they are asked of, at the first of them; of members of one name, the first stands for all. */
function* report(context: FileContext, nodes: readonly AnyMember[]): Iterable<Proposal> {
  const [first] = nodes;
  if (!first) return;
  const firsts = nodes.filter((node, at) => at === nodes.findIndex((one) => memberName(one) === memberName(node)));
  const names = new Set(firsts.map((node) => nameOf(context, node)));
  yield told(context, first, [...names]);
}

function told({ source }: FileContext, site: t.Node, names: readonly string[]): Proposal {
  const outcome = { kind: 'leave', finding: finding('OT322', source.path, site, { names }) } as const;
  return { rule: 'span-context', site, units: [], outcome };
}

/** `const { _duration } = span`; what is taken out of a span context is told with its ids. */
function* takenApart(context: FileContext): Iterable<Proposal> {
  for (const pattern of nodesOf(context.source, 'ObjectPattern')) {
    const owner = takenFrom(context.source.parents.get(pattern)) ?? pattern;
    if (factOf(context, owner)?.roles.has('spanContext')) continue;
    const names = pattern.properties.flatMap((property) => {
      const name = propertyName(property);
      return name !== undefined && isOfImplementation(context, owner, name) ? [name] : [];
    });
    const of = owner === pattern ? '' : `${textOf(context.source, owner)}.`;
    if (names.length > 0)
      yield told(
        context,
        pattern,
        names.map((name) => `${of}${name}`),
      );
  }
}

/** What a pattern takes its names out of, where it stands beside it. */
function takenFrom(parent: t.Node | undefined): t.Expression | undefined {
  if (parent?.type === 'AssignmentExpression') return parent.right;
  return parent?.type === 'VariableDeclarator' ? (parent.init ?? undefined) : undefined;
}

/** What is made part of a text is asked for its toString(). */
function* madeTexts(context: FileContext): Iterable<Proposal> {
  for (const part of partsOfTexts(context))
    if (isSpanContext(context, part)) yield told(context, part, [`${textOf(context.source, part)}.toString`]);
}

/** `${it}`, `'of ' + it`, `String(it)`. */
function partsOfTexts(context: FileContext): readonly t.Node[] {
  const { source, facts } = context;
  const templates = nodesOf(source, 'TemplateLiteral').filter((template) => isTextMade(context, template));
  const sums = nodesOf(source, 'BinaryExpression').filter(({ operator }) => operator === '+');
  const calls = nodesOf(source, 'CallExpression').filter(
    ({ callee }) => callee.type === 'Identifier' && callee.name === 'String' && !facts.scopes.bindingOf(callee),
  );
  return [
    ...templates.flatMap(({ expressions }) => expressions),
    ...sums.flatMap(({ left, right }) => [left, right]),
    ...calls.flatMap((call) => call.arguments.slice(0, 1)),
  ];
}

/** Of an id what is asked of its bytes is the jaeger-client's part. */
function nameOf(context: FileContext, node: AnyMember): string {
  if (!isOfBytes(context, node)) return textOf(context.source, node);
  const { parent } = outermost(context.source, node);
  return isMember(parent) ? textOf(context.source, parent) : `the Buffer ${textOf(context.source, node)}`;
}

function byPlace(one: t.Node, other: t.Node): number {
  return (one.start ?? 0) - (other.start ?? 0);
}

/** What implementations of span contexts, spans and tracers are known to have been asked for; ids of a span are the program's as often. */
const KNOWN =
  /^(?:_\w+|isSampled|isDebug|isValid|isDebugIDContainerOnly|finalizeSampling|samplingFinalized|\w+IdStr|baggage|flags|debugId|toString)$/;

const IDS = /^(?:trace|span|parent)Id$/;

/** What the spans of jaeger-client, lightstep-tracer and MockTracer say of themselves, by names that another object may have as well. */
const OF_SPANS = /^(?:operationName|serviceName|guid|traceGUID|parentGUID|generateTraceURL|uuid|durationMs)$/;

/** What mock spans are called for. */
const OF_MOCKS = /^(?:tags|uuid|durationMs)$/;

function isPrivate(context: FileContext, node: t.Node): boolean {
  if (!isMember(node) || isJaegerMember(context, node) || isTestedId(context, node)) return false;
  if (isAskedOfMock(context, node) || isPrivateRead(context, node)) return false;
  const name = memberName(node);
  // A property that the program itself puts on the object is its own.
  if (name === undefined || assignmentTo(context.source, node)) return false;
  return isOfImplementation(context, node.object, name, callOf(context, node) !== undefined);
}

/** Whether a member is one of an implementation, and not of OpenTracing's. */
function isOfImplementation(context: FileContext, owner: t.Node, name: string, isCalled = false): boolean {
  const fact = factOf(context, owner);
  if (!fact || fact.mixed || fact.container !== 'none' || !isKnown(name, fact.roles, isCalled)) return false;
  return [...fact.roles].every((role) => isAsked(role) && !Object.hasOwn(methods[role], name));
}

/** `span.tags()` of a span that a mock tracer was asked for. */
function isAskedOfMock(context: FileContext, node: t.Node): boolean {
  const call = callOf(context, node);
  return call !== undefined && readOfStarted(context, call) !== undefined;
}

function isKnown(name: string, roles: ReadonlySet<Role>, isCalled: boolean): boolean {
  if (KNOWN.test(name)) return true;
  if (IDS.test(name)) return roles.has('spanContext');
  const isOfSpan = OF_SPANS.test(name) || (OF_MOCKS.test(name) && isCalled);
  return isOfSpan && roles.has('span') && roles.size === 1;
}

function callOf({ source }: FileContext, member: t.Node): t.CallExpression | undefined {
  const parent = source.parents.get(member);
  return parent?.type === 'CallExpression' && parent.callee === member ? parent : undefined;
}

const ASKED = ['spanContext', 'span', 'tracer', 'mockSpan'] as const;

function isAsked(role: Role): role is (typeof ASKED)[number] {
  return ASKED.some((asked) => asked === role);
}
