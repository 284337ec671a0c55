import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { type Edit, keep, replace } from '../edit/edit';
import type { CallSite } from '../facts/types';
import { isTypeScript, rangeOf, textOf } from '../parse/source-file';
import { callsTo, OncePerUnit, rewrite } from './calls/proposals';
import { contextCallOf } from './parents/context-call';
import { isExtracted } from './parents/extracted';
import { calleeOf, isRepeatable, outermost } from './syntax/syntax';
import { quoted } from './syntax/text';
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
  return rewrite('span-context', site, edits, findings);
}

function idEdits(context: FileContext, site: CallSite, id: string): Edit[] {
  const callee = calleeOf(site.node);
  if (!callee || callee.object.type === 'Super') return [];
  if (contextCallOf(context, callee.object))
    return [replace({ start: rangeOf(callee.property).start, end: rangeOf(site.node).end }, id)];
  const call = [`${context.api('trace')}.getSpanContext(`, keep(callee.object), `)?.${id}`];
  const isSure = callee.type === 'MemberExpression' || isExtracted(context, callee.object);
  if (isSure && isReadFrom(context, site.node))
    return [replace(site.node, '(', ...call, ` ?? ${quoted(context, '')})`)];
  if (isSure || !isRepeatable(callee.object)) return [replace(site.node, ...call)];
  return [replace(site.node, '(', keep(callee.object), ' && ', ...call, ')')];
}

/** `ctx.toSpanId().length`: a compiler wants the text to be there. */
function isReadFrom({ source }: FileContext, call: t.Node): boolean {
  const { node, parent } = outermost(source, call);
  return isTypeScript(source) && parent?.type === 'MemberExpression' && parent.object === node;
}
