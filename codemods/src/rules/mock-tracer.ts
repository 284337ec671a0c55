import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { keep, type Part, replace } from '../edit/edit';
import type { CallSite } from '../facts/types';
import { memberName, propertyName } from '../parse/key-name';
import { textOf } from '../parse/source-file';
import { callOn, memberOn } from '../parse/uses';
import { unwrap } from '../parse/wrappers';
import { callsTo, leave, rewrite } from './calls/proposals';
import { siteOf } from './calls/sites';
import { spanKindOf } from './data/span-kind';
import { ERROR, SPAN_KIND, tagKey } from './data/tag-key';
import { boundTogether } from './mock-tracer/bound-together';
import { mockClasses } from './mock-tracer/mock-classes';
import { mockTypes } from './mock-tracer/mock-types';
import { isMockTracer, mockVariableOf } from './mock-tracer/mock-variable';
import { newMockTracer } from './mock-tracer/new-mock-tracer';
import { isComparedToNull } from './mock-tracer/null-tests';
import { privateReads } from './mock-tracer/private-reads';
import { asksForUnfinished } from './mock-tracer/report-reads';
import { memoryOf } from './mock-tracer/span-memory';
import { spanReads } from './mock-tracer/span-reads';
import { tagsAsAWhole } from './mock-tracer/tags-as-a-whole';
import { unansweredReads } from './mock-tracer/unanswered-reads';
import { withSpan } from './parents/context-parts';
import { grouped, LOOSER_THAN_NULLISH, owner } from './syntax/expressions';
import { allNodes } from './syntax/flow';
import { memberRead } from './syntax/member-read';
import {
  type AnyMember,
  calledName,
  calleeOf,
  isCall,
  isMember,
  isRepeatable,
  outermost,
  plainArguments,
} from './syntax/syntax';
import { quoted } from './syntax/text';
import type { FileContext, Proposal, Rule } from './types';

/** `MockTracer` of tests: a tracer of the OpenTelemetry SDK whose spans are kept in memory. */
export const mockTracer: Rule = {
  name: 'mock-tracer',
  *propose(context) {
    for (const proposal of ofMocks(context)) yield boundTogether(context, proposal);
    yield* mockTypes(context);
    yield* mockClasses(context);
    yield* tagsAsAWhole(context);
  },
};

function* ofMocks(context: FileContext): Iterable<Proposal> {
  for (const site of callsTo(context, 'new MockTracer')) yield newMockTracer(context, site);
  for (const site of callsTo(context, 'mockTracer.report', 'mockTracer.clear')) yield ofTracer(context, site);
  for (const site of callsTo(context, 'mockReport.firstSpanWithTagValue')) yield firstWithTag(context, site);
  for (const site of spanReads(context, ...SPAN_READS.keys())) yield ofSpan(context, site);
  for (const site of spanReads(context, 'mockSpan.durationMs')) yield inMilliseconds(context, site, 'duration');
  for (const site of callsTo(context, 'mockSpan.startTime')) yield inMilliseconds(context, site, 'startTime');
  for (const site of callsTo(context, 'new MockSpan')) yield newSpan(context, site);
  for (const site of callsTo(context, 'new MockContext')) yield newContext(context, site);
  yield* unansweredReads(context);
  yield* privateReads(context);
}

function ofTracer(context: FileContext, site: CallSite): Proposal {
  const tracer = site.receiver && mockVariableOf(context, site.receiver);
  if (!tracer) return left(context, site);
  const { name, spans } = memoryOf(context, tracer);
  if (site.member === 'mockTracer.clear') return rewrite('mock-tracer', site, [replace(site.node, `${name}.reset()`)]);
  const { parent, node } = outermost(context.source, site.node);
  const only = parent?.type === 'VariableDeclarator' && parent.init === node ? spansAlone(parent.id) : undefined;
  if (only) return rewrite('mock-tracer', site, [replace(only.pattern, keep(only.name)), replace(site.node, spans)]);
  const member = memberOn(context.source, node);
  const read = member && memberName(member);
  if (member && read === 'spans') return rewrite('mock-tracer', site, [replace(member, spans)]);
  // Of the report no more is asked than what its spans are asked by `firstWithTag`.
  if (isAskedAtOnce(context, site)) return rewrite('mock-tracer', site, [replace(site.node, spans)]);
  if (member && read === 'unfinishedSpans')
    return rewrite('mock-tracer', site, [replace(member, `${name}.unfinishedSpans`)]);
  const isBody = parent?.type === 'ArrowFunctionExpression' && parent.body === node;
  const unfinished = asksForUnfinished(context) ? `, unfinishedSpans: ${name}.unfinishedSpans` : '';
  const report = `{ spans: ${spans}${unfinished} }`;
  return rewrite('mock-tracer', site, [replace(site.node, isBody ? `(${report})` : report)]);
}

/** `const { spans } = tracer.report()`: the list alone has a name. */
function spansAlone(pattern: t.Node): { pattern: t.ObjectPattern; name: t.Identifier } | undefined {
  if (pattern.type !== 'ObjectPattern' || pattern.typeAnnotation || pattern.properties.length > 1) return undefined;
  const [property] = pattern.properties;
  if (property?.type !== 'ObjectProperty' || propertyName(property) !== 'spans') return undefined;
  return property.value.type === 'Identifier' ? { pattern, name: property.value } : undefined;
}

/** Whether the next call asks a report for its first span with a tag, and can be written. */
function isAskedAtOnce({ source }: FileContext, { node }: CallSite): boolean {
  const member = memberOn(source, node);
  const call = member && callOn(source, member);
  return call !== undefined && calledName(call) === 'firstSpanWithTagValue' && plainArguments(call)?.length === 2;
}

/** `new MockSpan(tracer)`: a span that nobody reports until it ends. */
function newSpan(context: FileContext, site: CallSite): Proposal {
  const [tracer, more] = plainArguments(site.node) ?? [];
  if (!tracer || more || !isMockTracer(context, tracer)) return left(context, site);
  const call = [...owner(tracer), `.startSpan(${quoted(context, 'mock')}, { root: true })`];
  return rewrite('mock-tracer', site, [replace(site.node, ...call)]);
}

/** `new MockContext(span)`: the Context that holds the span. */
function newContext(context: FileContext, site: CallSite): Proposal {
  const [span, more] = plainArguments(site.node) ?? [];
  if (!span || more) return left(context, site);
  return rewrite('mock-tracer', site, [replace(site.node, ...withSpan(context, [keep(span)]))]);
}

function firstWithTag(context: FileContext, site: CallSite): Proposal {
  const callee = calleeOf(site.node);
  const [key, value] = plainArguments(site.node) ?? [];
  if (!callee || callee.object.type === 'Super' || !key || !value || waits([key, value])) return left(context, site);
  const span = unmentionedName([key, value]);
  const wanted = statusOrKind(context, span, key, value) ?? [
    ...attributeOf(context, span, key),
    ' === ',
    ...grouped(value, LOOSER_THAN_EQUAL),
  ];
  const report = siteOf(context, callee.object);
  const isList = report?.member === 'mockTracer.report' && isAskedAtOnce(context, report);
  const spans = isList ? '' : `${dotOf(callee)}spans`;
  const parts = [...owner(callee.object), `${spans}.find((${span}) => `, ...wanted, ')'];
  // The report gave null where nothing is found, `find` gives undefined.
  const found = isComparedToNull(context, site.node) ? orNull(context, site.node, parts) : parts;
  return rewrite('mock-tracer', site, [replace(site.node, ...found)]);
}

/** What is waited for cannot be in the function that looks at each span. */
function waits(given: readonly t.Expression[]): boolean {
  return [...allNodes(given)].some(({ type }) => type === 'AwaitExpression' || type === 'YieldExpression');
}

const LOOSER_THAN_EQUAL = [...LOOSER_THAN_NULLISH, 'BinaryExpression'];

/** What one of the spans is called beside expressions that may speak of another `span`. */
function unmentionedName(beside: readonly t.Expression[]): string {
  const mentioned = new Set([...allNodes(beside)].map((node) => (node.type === 'Identifier' ? node.name : undefined)));
  return ['span', 'one', 'finished'].find((name) => !mentioned.has(name)) ?? 'finishedSpan';
}

function attributeOf(context: FileContext, span: string, key: t.Expression): Part[] {
  const isName = key.type === 'StringLiteral' && /^[A-Za-z_$][\w$]*$/.test(key.value);
  return isName ? [`${span}.attributes${memberRead(context, key.value)}`] : [`${span}.attributes[`, keep(key), ']'];
}

function orNull({ source }: FileContext, node: t.Expression, parts: readonly Part[]): readonly Part[] {
  const isOperand = source.parents.get(node)?.type === 'BinaryExpression' && !node.extra?.parenthesized;
  return isOperand ? ['(', ...parts, ' ?? null)'] : [...parts, ' ?? null'];
}

/** Two tags are no attributes of a finished span. */
function statusOrKind(
  context: FileContext,
  span: string,
  key: t.Expression,
  value: t.Expression,
): string[] | undefined {
  const known = tagKey(context, key);
  const { type } = unwrap(value);
  if (known === ERROR && type === 'BooleanLiteral')
    return [
      `${span}.status.code === ${context.api('SpanStatusCode')}.${textOf(context.source, value) === 'true' ? 'ERROR' : 'OK'}`,
    ];
  const kind = known === SPAN_KIND ? spanKindOf(context, value) : undefined;
  return kind && [`${span}.kind === ${context.api('SpanKind')}.${kind}`];
}

/** What a finished span of the SDK has for what a mock span was asked. */
const SPAN_READS = new Map([
  ['mockSpan.operationName', 'name'],
  ['mockSpan.tags', 'attributes'],
  ['mockSpan.uuid', 'spanContext().spanId'],
] as const);

function ofSpan(context: FileContext, site: CallSite): Proposal {
  const callee = calleeOf(site.node);
  // The map was asked for its own keys.
  const text = new Map<string, string>(SPAN_READS).get(site.member);
  if (!callee || callee.object.type === 'Super' || text === undefined) return left(context, site);
  return rewrite('mock-tracer', site, [replace(site.node, ...owner(callee.object), `${dotOf(callee)}${text}`)]);
}

/** `span?.tags()` asks only a span that was found. */
function dotOf(callee: AnyMember): '?.' | '.' {
  return callee.type === 'OptionalMemberExpression' && callee.optional ? '?.' : '.';
}

/** The SDK keeps times as seconds and nanoseconds. */
function inMilliseconds(context: FileContext, site: CallSite, member: 'duration' | 'startTime'): Proposal {
  const callee = calleeOf(site.node);
  const span = callee?.object;
  if (!span || span.type === 'Super') return left(context, site);
  const mayMiss = callee.type === 'OptionalMemberExpression';
  if (mayMiss && !isRead(span)) return left(context, site);
  const parts = isRead(span)
    ? [
        ...(mayMiss ? [keep(span), ' ? '] : []),
        ...owner(span),
        `.${member}[0] * 1e3 + `,
        ...owner(span),
        `.${member}[1] / 1e6`,
        ...(mayMiss ? [' : undefined'] : []),
      ]
    : ['(([seconds, nanoseconds]) => seconds * 1e3 + nanoseconds / 1e6)(', ...owner(span), `.${member})`];
  const grouped = !isRead(span) || isDelimited(context, site.node) ? parts : ['(', ...parts, ')'];
  return rewrite('mock-tracer', site, [replace(site.node, ...grouped)]);
}

/** Between parentheses, commas or braces a sum needs no parentheses of its own. */
function isDelimited({ source }: FileContext, node: t.Node): boolean {
  const parent = source.parents.get(node);
  if (isCall(parent)) return parent.callee !== node;
  return (
    parent !== undefined &&
    /^(?:TemplateLiteral|VariableDeclarator|AssignmentExpression|ObjectProperty|ArrayExpression)$/.test(parent.type)
  );
}

/** Reading it twice is as good as once: names and members, constant indexes among them. */
function isRead(node: t.Node): boolean {
  const inner = unwrap(node);
  if (isMember(inner) && inner.computed && inner.property.type === 'NumericLiteral') return isRead(inner.object);
  return isRepeatable(inner);
}

function left(context: FileContext, site: CallSite): Proposal {
  return leave(
    'mock-tracer',
    site,
    finding('OT601', context.source.path, site.node, { member: `${site.member} of MockTracer` }),
  );
}
