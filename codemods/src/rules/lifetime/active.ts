import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { visibleAt } from '../../facts/scopes/visible-at';
import { unwrap } from '../../parse/wrappers';
import { contextCallOf } from '../parents/context-call';
import { withSpan } from '../parents/context-parts';
import { isExtracted } from '../parents/extracted';
import { orElse } from '../parents/or-else';
import { functionOf } from '../syntax/flow';
import { calleeOf } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isCalledAtOnce } from './called-at-once';
import { innermostRegion, lifetimesOf } from './lifetimes';
import type { Region } from './region';

/** The expression of a Context that holds a span, at the place where the span is mentioned. */
export function contextWith(context: FileContext, span: t.Expression): Part[] {
  if (activeRegion(context, span, span)) return [`${context.api('context')}.active()`];
  const base = startingContext(context, span);
  return base ? [`${context.api('trace')}.setSpan(${base}, `, keep(span), ')'] : withSpan(context, [keep(span)]);
}

/** The region that makes the span of an expression the active one at a place: lexically, in the same flow. */
export function activeRegion(context: FileContext, span: t.Expression, place: t.Node): Region | undefined {
  const region = innermostRegion(context, place);
  const named = spanNamed(context, span);
  if (!region || named?.type !== 'Identifier') return undefined;
  if (context.facts.scopes.bindingOf(named) !== region.binding) return undefined;
  return runsInside(context, place, region) ? region : undefined;
}

/** The span that an expression names: itself, or that of `span.context()`. */
function spanNamed(context: FileContext, span: t.Expression): t.Node | undefined {
  const call = contextCallOf(context, span);
  return call ? calleeOf(call)?.object : unwrap(span);
}

/** Whether a place runs while the region's callback does: in no function but those that are called at once. */
function runsInside(context: FileContext, place: t.Node, region: Region): boolean {
  const { source } = context;
  const home = functionOf(source, region.declaration);
  for (let at = functionOf(source, place); at !== home; at = functionOf(source, at)) {
    if (!at || !isCalledAtOnce(context, at)) return false;
  }
  return true;
}

/** The variable that holds the Context in which a span was started: its baggage must travel on with the span. */
export function startingContext(context: FileContext, span: t.Expression): string | undefined {
  const named = unwrap(span);
  const binding = named.type === 'Identifier' ? context.facts.scopes.bindingOf(named) : undefined;
  const declarator = binding?.declaration;
  if (!binding || binding.reassigned || declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined;
  const start = lifetimesOf(context).starts.get(unwrap(declarator.init));
  if (!start || 'left' in start) return undefined;
  return contextVariable(context, start.options.parentNode, named);
}

/** The name of a constant Context that is in scope at a place. */
function contextVariable(context: FileContext, parent: t.Expression | undefined, place: t.Node): string | undefined {
  if (parent?.type !== 'Identifier') return undefined;
  const { scopes } = context.facts;
  const binding = scopes.bindingOf(parent);
  const fact = context.facts.factOf(parent);
  if (!binding || binding.reassigned || fact?.roles.size !== 1 || !fact.roles.has('spanContext') || fact.mixed)
    return undefined;
  return visibleAt(scopes, place, parent.name) === binding
    ? baseOf(context, parent, (fact.nullable || fact.unset) && !isExtracted(context, parent))
    : undefined;
}

function baseOf(context: FileContext, variable: t.Identifier, nullable: boolean): string {
  return nullable ? `${variable.name}${orElse(context, variable)}${context.api('ROOT_CONTEXT')}` : variable.name;
}
