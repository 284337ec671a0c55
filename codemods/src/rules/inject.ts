import type * as t from '@babel/types';
import { type Finding, finding } from '../catalog/findings';
import { keep, type Part, replace } from '../edit/edit';
import type { CallSite, Unit } from '../facts/types';
import { textOf } from '../parse/source-file';
import { isOnly } from './calls/fact-of';
import { isNoopTracer } from './calls/noop-tracer';
import { callsTo, leave, rewrite } from './calls/proposals';
import { siteOf } from './calls/sites';
import { leaveBinary } from './context/binary';
import { carrierKind, setters } from './context/carrier';
import { formatFindings } from './context/format';
import { headerNames } from './context/header-names';
import { activeRegion, contextWith } from './lifetime/active';
import { contextCallOf } from './parents/context-call';
import { parentContext } from './parents/parents';
import { isCarriedHeader } from './setup/carried-codec';
import { callInPlace } from './syntax/call-layout';
import { declaredLiteral } from './syntax/declared-literal';
import { isStable } from './syntax/expressions';
import { calleeOf, plainArguments } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';
import { presentAt } from './values/present';

/** `tracer.inject(span, FORMAT, carrier)` is `propagation.inject(context, carrier)`. */
export const inject: Rule = {
  name: 'inject',
  *propose(context) {
    for (const site of callsTo(context, 'tracer.inject', 'mockTracer.inject')) yield propose(context, site);
    for (const site of callsTo(context, 'new BinaryCarrier')) yield binary(context, site);
    yield* headerNames(context, (name) => isCarriedHeader(context, name));
  },
};

function binary({ source }: FileContext, site: CallSite): Proposal {
  return leave('inject', site, finding('OT301', source.path, site.node, { method: 'new BinaryCarrier' }));
}

function propose(context: FileContext, site: CallSite): Proposal {
  const { path } = context.source;
  const [target, format, carrier = carrierInItsPlace(context, site, format)] = plainArguments(site.node) ?? [];
  const stays = leave('inject', site, finding('OT302', path, site.node, { method: 'inject' }));
  if (!target || !format || !carrier) return stays;
  const remarks = format === carrier ? [] : formatFindings(context, format, 'inject');
  if (remarks === 'binary') return leaveBinary(context, site, format, 'inject');
  const from = contextOf(context, target);
  if (!from) return stays;
  const setter = setters[carrierKind(context, carrier)];
  const given = [from.parts, [keep(carrier)], ...(setter ? [[setter]] : [])];
  const parts = callInPlace(context.source, site.node, { head: `${context.api('propagation')}.inject`, given });
  const call = replace(site.node, ...onlyWithSpan(context, site), ...parts);
  const told = setter ? [finding('OT303', path, carrier, { carrier: textOf(context.source, carrier) })] : [];
  const proposal = rewrite('inject', site, [call], [...remarks, ...told, ...from.findings]);
  return { ...proposal, needs: from.needs };
}

/** The statement `span?.tracer().inject(span, format, headers)` does nothing where there is no span. */
function onlyWithSpan(context: FileContext, { node, receiver }: CallSite): readonly Part[] {
  const asks = receiver ? siteOf(context, receiver) : undefined;
  const asked = asks?.member === 'span.tracer' ? calleeOf(asks.node) : undefined;
  if (!asked?.optional || asked.object.type === 'Super' || !isStable(asked.object)) return [];
  const isAlone = context.source.parents.get(node)?.type === 'ExpressionStatement';
  return isAlone ? [`${textOf(context.source, asked.object)} && `] : [];
}

/** Whoever forgets the format of a tracer without effect does not find out; an object is the carrier then, and stays as it is now, too. */
function carrierInItsPlace(context: FileContext, { receiver }: CallSite, second: t.Expression | undefined) {
  const isNoop = second && receiver && isNoopTracer(context, receiver);
  return isNoop && isObject(context, second) ? second : undefined;
}

function isObject({ facts }: FileContext, node: t.Node): boolean {
  return node.type === 'ObjectExpression' || declaredLiteral(facts, node) !== undefined;
}

interface InjectedContext {
  readonly parts: readonly Part[];
  readonly findings: readonly Finding[];
  /** The span that has to be active for this to be right. */
  readonly needs: readonly Unit[];
}

/** The Context that holds what was injected: a span, or a span context. */
function contextOf(context: FileContext, target: t.Expression): InjectedContext | undefined {
  const call = contextCallOf(context, target);
  const callee = call && calleeOf(call);
  const span =
    callee && callee.object.type !== 'Super' ? callee.object : isOnly(context, target, 'span') ? target : undefined;
  if (span) {
    const needs = activeRegion(context, span, span) ? [context.facts.unitOf(span)] : [];
    return { parts: contextWith(context, span), findings: [], needs };
  }
  const parent = parentContext(context, target, presentAt(context, target));
  return parent.kind === 'context' ? { ...parent, needs: [] } : undefined;
}
