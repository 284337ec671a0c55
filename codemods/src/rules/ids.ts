import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { type Edit, keep, replace } from '../edit/edit';
import type { CallSite, Unit } from '../facts/types';
import { rangeOf, textOf } from '../parse/source-file';
import { callsTo, OncePerUnit, rewrite } from './calls/proposals';
import { siteOf } from './calls/sites';
import { idText } from './context/id-text';
import { idsOnlyIn } from './context/ids-only';
import { contextCallOf } from './parents/context-call';
import { isExtracted } from './parents/extracted';
import { docCastOf } from './syntax/doc-cast';
import { memberFrom } from './syntax/layout';
import { calleeOf, isRepeatable, outermost } from './syntax/syntax';
import { isWholeValue } from './syntax/whole-value';
import type { FileContext, Proposal, Rule } from './types';

/** `toTraceId()` and `toSpanId()`: the ids of a span, or of the span in a Context. */
export const ids: Rule = {
  name: 'span-context',
  *propose(context) {
    const told = new OncePerUnit();
    for (const site of callsTo(context, 'spanContext.toTraceId', 'spanContext.toSpanId'))
      yield propose(context, site, told);
  },
};

function propose(context: FileContext, site: CallSite, told: OncePerUnit): Proposal {
  const method = site.member === 'spanContext.toTraceId' ? 'toTraceId' : 'toSpanId';
  const edits = idEdits(context, site, method === 'toTraceId' ? 'traceId' : 'spanId');
  const name = site.receiver ? textOf(context.source, site.receiver) : site.unit.name;
  const findings = told.first(site) ? [finding('OT321', context.source.path, site.node, { name, method })] : [];
  const needs = site.receiver ? spansAsked(context, site.receiver) : [];
  return { ...rewrite('span-context', site, edits, findings), needs };
}

/** What `span.context()` is asked of, there or where a variable is made: a context that stays has the ids under its own names. */
function spansAsked(context: FileContext, receiver: t.Node): Unit[] {
  const calls = idsOnlyIn(context, receiver)?.calls ?? [contextCallOf(context, receiver)];
  return calls.flatMap((call) => (call && siteOf(context, call)?.unit) ?? []);
}

function idEdits(context: FileContext, site: CallSite, id: string): Edit[] {
  const callee = calleeOf(site.node);
  if (!callee || callee.object.type === 'Super') return [];
  if (contextCallOf(context, callee.object) || idsOnlyIn(context, callee.object)) {
    const { start, dot } = memberFrom(context.source, callee);
    return [replace({ start, end: rangeOf(site.node).end }, `${dot}${id}`)];
  }
  const object = docCastOf(context.source, callee.object) ?? rangeOf(callee.object);
  const { start, end } = rangeOf(site.node);
  const whole = { start: Math.min(start, object.start), end };
  const call = [`${context.api('trace')}.getSpanContext(`, keep(object), `)?.${id}`];
  const isSure = callee.type === 'MemberExpression' || isExtracted(context, callee.object);
  if (isSure) return [replace(whole, ...idText(context, site.node, call))];
  if (!isRepeatable(callee.object)) return [replace(whole, ...call)];
  if (!mayBeOtherThanUndefined(context, callee.object))
    return [replace(whole, '(', keep(object), ' && ', ...call, ')')];
  const chosen = [keep(object), ' ? ', ...call, ' : undefined'];
  const { parent, node } = outermost(context.source, site.node);
  return [replace(whole, ...(parent && isWholeValue(parent, node) ? chosen : ['(', ...chosen, ')']))];
}

/** `ctx?.toTraceId()` of null, or of false, is undefined, which `ctx && ...` is not. */
function mayBeOtherThanUndefined({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node);
  return fact !== undefined && (fact.maybeNull || fact.maybeFalse);
}
