import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { type Edit, insert, keep, replace } from '../edit/edit';
import { keeperOf } from '../facts/lookups/keeper';
import type { CallSite } from '../facts/types';
import { memberName } from '../parse/key-name';
import { rangeOf, textOf } from '../parse/source-file';
import { assignmentTo, memberOn } from '../parse/uses';
import { eitherTracer } from './calls/either-tracer';
import { ownGlobalTracer, whereIs } from './calls/own-global-tracer';
import { callsTo, leave, rewrite } from './calls/proposals';
import { tracerOf } from './calls/tracer-of';
import { isGivenByShim } from './context/given-by-shim';
import { contextOfIds } from './context/given-ids';
import { mayAskOpenTracing } from './data/function-value';
import { asksOthers, isHandedIn } from './data/handed-in';
import { makesNoopSpans } from './setup/noop-spans';
import { sharedNoops } from './setup/shared-noops';
import { takersIn } from './syntax/hand-overs';
import { calleeOf, isCall, isMember, outermost } from './syntax/syntax';
import { quoted } from './syntax/text';
import type { FileContext, Proposal, Rule } from './types';

/** Tracers: the global one, a span's own, and the objects without effect that stood in for a missing tracer. */
export const tracer: Rule = {
  name: 'tracer',
  *propose(context) {
    for (const site of callsTo(context, 'globalTracer')) yield globalTracer(context, site);
    for (const site of callsTo(context, 'span.tracer', 'mockSpan.tracer')) yield ofSpan(context, site);
    for (const site of callsTo(context, 'new Tracer'))
      yield besideAnother(context, site, 'tracer') ?? inItsPlace(context, site, noopTracer(context));
    for (const site of callsTo(context, 'new Span'))
      yield besideAnother(context, site, 'span') ?? inItsPlace(context, site, noopSpan(context));
    for (const site of callsTo(context, 'new SpanContext')) yield noContext(context, site);
    yield* sharedNoops(context, { tracer: noopTracer, span: noopSpan });
  },
};

/** The spans that the project's own tracer only adds to serve moved code too, so what that is kept in moves all the same. */
function globalTracer(context: FileContext, site: CallSite): Proposal {
  const found = ownGlobalTracer(context, site.node);
  if (found === undefined) return besideAnother(context, site, 'tracer') ?? fromFunction(context, site);
  const { told, own } = found;
  const kept = own === 'all' ? keeperOf(context.source.parents, site.node) : undefined;
  return { ...leave('tracer', site, told), units: kept ? [context.facts.unitOf(kept)] : [] };
}

/** A function that somebody hands in goes on being asked: what OpenTracing's own has become gives the tracer as well. */
function fromFunction(context: FileContext, site: CallSite): Proposal {
  const { callee } = site.node;
  if (!isHandedIn(context, callee)) return whole(context, site, tracerOf(context));
  if (!mayAskOpenTracing(context.project)) return withKeeper(context, rewrite('tracer', site, []));
  if (!asksOthers(context, callee)) return whole(context, site, tracerOf(context));
  const { path } = context.source;
  const told = finding('OT403', path, site.node, { name: textOf(context.source, callee) });
  const kept = keeperOf(context.source.parents, site.node);
  return { ...leave('tracer', site, told), units: [site.unit, ...(kept ? [context.facts.unitOf(kept)] : [])] };
}

/** The tracer of a span without effect records nothing; the one that all spans have now does. */
function ofSpan(context: FileContext, site: CallSite): Proposal {
  const findings =
    makesNoopSpans(context.project) && !isForHeaders(context, site.node)
      ? [finding('OT118', context.source.path, site.node, { call: textOf(context.source, site.node) })]
      : [];
  const either = eitherTracer(context, site);
  if (either && isOpenTracings(context, either.other)) {
    const once = withKeeper(context, rewrite('tracer', site, [replace(either.range, tracerOf(context))], findings));
    return { ...once, needs: [...(once.needs ?? []), either.other.unit] };
  }
  const edits = onlyWithSpan(context, site) ?? [replace(site.node, tracerOf(context))];
  return withKeeper(context, rewrite('tracer', site, edits, findings));
}

/** Whether a call gives OpenTracing's global tracer, and nothing of the project's own or what somebody hands in. */
function isOpenTracings(context: FileContext, { node }: CallSite): boolean {
  return ownGlobalTracer(context, node) === undefined && !isHandedIn(context, node.callee);
}

/** `span?.tracer().startSpan(name)` starts nothing where there is no span, nor does what takes its place. */
function onlyWithSpan(context: FileContext, { node }: CallSite): readonly Edit[] | undefined {
  const callee = calleeOf(node);
  if (!callee?.optional || callee.object.type === 'Super' || isForHeaders(context, node)) return undefined;
  const chain = chainAround(context.source, node);
  const parent = context.source.parents.get(chain);
  // Of a choice another tracer is the next.
  if (parent?.type === 'LogicalExpression' && parent.operator !== '&&' && parent.left === chain) return undefined;
  const [open, close] = parent && STANDS_ALONE.has(parent.type) ? ['', ''] : ['(', ')'];
  return [
    replace(node, open, keep(callee.object), ` ? ${tracerOf(context)}`),
    insert(rangeOf(chain).end, ` : undefined${close}`),
  ];
}

/** All that is not reached where the chain has ended. */
function chainAround(source: FileContext['source'], node: t.Node): t.Node {
  const parent = source.parents.get(node);
  const goesOn =
    (parent?.type === 'OptionalMemberExpression' && parent.object === node) ||
    (parent?.type === 'OptionalCallExpression' && parent.callee === node);
  return goesOn ? chainAround(source, parent) : node;
}

/** Where a choice needs no parentheses. */
const STANDS_ALONE: ReadonlySet<t.Node['type']> = new Set([
  'VariableDeclarator',
  'AssignmentExpression',
  'ReturnStatement',
  'ExpressionStatement',
  'ArrowFunctionExpression',
  'ObjectProperty',
  'ArrayExpression',
  'CallExpression',
  'NewExpression',
]);

/** What `inject` and `extract` become asks no tracer. */
function isForHeaders({ source }: FileContext, node: t.Node): boolean {
  const member = memberOn(source, outermost(source, node).node);
  return member !== undefined && /^(?:inject|extract)$/.test(memberName(member) ?? '');
}

/** What it is kept in has to move with it: a variable that may be another tracer as well keeps the one that it had. */
function whole(context: FileContext, site: CallSite, text: string): Proposal {
  return withKeeper(context, rewrite('tracer', site, [replace(site.node, text)]));
}

function withKeeper({ facts, source }: FileContext, proposal: Proposal): Proposal {
  const kept = keeperOf(source.parents, proposal.site);
  return { ...proposal, needs: kept ? [facts.unitOf(kept)] : [] };
}

/**
 * Whoever takes it from there speaks one language to both, which is OpenTracing's as long as the other is not proven to speak OpenTelemetry: what
 * the project implements itself, or gets from a package of which nothing is known.
 */
function besideAnother(context: FileContext, site: CallSite, role: 'tracer' | 'span'): Proposal | undefined {
  const { facts, source } = context;
  const taker = takersIn(source).get(throughShim(context, site.node));
  if (taker === undefined || taker.kind === 'parameter') return undefined;
  const other = otherBeside(context, taker.kind === 'result' ? taker.of : taker.node, role);
  if (other === undefined || facts.ownBeside(site.node, role)) return undefined;
  const told = finding('OT414', source.path, site.node, { call: textOf(source, site.node), ...other });
  const kept = taker.kind === 'keeper' ? [facts.unitOf(taker.node)] : [];
  return { ...leave('tracer', site, told), units: [site.unit, ...kept] };
}

/** An earlier run may have put the shim between it and its taker. */
function throughShim({ facts, source }: FileContext, node: t.Node): t.Node {
  const call = source.parents.get(node);
  return call !== undefined && isGivenByShim(facts, call) ? call : node;
}

function otherBeside(context: FileContext, place: t.Node, role: 'tracer' | 'span') {
  const own = context.facts.ownBeside(place, role);
  if (own) return { name: own.name, where: whereIs(context, own) };
  const name = context.facts.packageBeside(place, role);
  return name === undefined ? undefined : { name };
}

/** What a variable is made as stays with the variable. */
function inItsPlace(context: FileContext, site: CallSite, text: string): Proposal {
  const { parent, node } = outermost(context.source, site.node);
  const isMade = parent?.type === 'VariableDeclarator' && parent.init === node;
  const needs = isMade && parent.id.type === 'Identifier' ? [context.facts.unitOf(parent.id)] : [];
  return { ...whole(context, site, text), needs };
}

/** A context of nothing is the root context, unless the program makes something of it: that one is everybody's. */
function noContext(context: FileContext, site: CallSite): Proposal {
  if (!isWrittenTo(context, site.node)) return whole(context, site, context.api('ROOT_CONTEXT'));
  const given = contextOfIds(context, site);
  if (given) return rewrite('tracer', site, given);
  return leave('tracer', site, finding('OT107', context.source.path, site.node, {}));
}

function isWrittenTo(context: FileContext, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  const member = memberOn(context.source, outer);
  // `a.b = ...`, and `a.b` where it may be replaced by a mock.
  if (member) return assignmentTo(context.source, member) !== undefined;
  if (isCall(parent)) return parent.arguments[0] === outer && isAssign(parent.callee);
  if (parent?.type !== 'VariableDeclarator' || parent.init !== outer) return false;
  const references = context.facts.scopes.bindingOf(parent.id)?.references ?? [];
  return references.some((reference) => reference.node !== parent.id && isWrittenTo(context, reference.node));
}

function isAssign(callee: t.Node): boolean {
  return isMember(callee) && /^(?:assign|defineProperty|defineProperties)$/.test(memberName(callee) ?? '');
}

/** OpenTracing's base class records nothing, whatever is registered: a provider without a delegate does the same. */
function noopTracer(context: FileContext): string {
  return `new ${context.api('ProxyTracerProvider')}().getTracer(${quoted(context, 'noop')})`;
}

/** A span of nothing: its children are roots, as those of OpenTracing's base class are. */
function noopSpan(context: FileContext): string {
  return `${context.api('trace')}.wrapSpanContext(${context.api('INVALID_SPAN_CONTEXT')})`;
}
