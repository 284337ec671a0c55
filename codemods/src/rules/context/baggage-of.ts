import type * as t from '@babel/types';
import { activeRegion, startingContext } from '../lifetime/active';
import type { FileContext } from '../types';

/**
 * The expression of a span's baggage: in the active context while the span is active, else in the context that it was started in.
 * Undefined where neither is in sight: a span that comes from elsewhere need not be the active one.
 */
export function baggageOf(context: FileContext, span: t.Expression): string | undefined {
  const propagation = context.api('propagation');
  if (activeRegion(context, span, span)) return `${propagation}.getActiveBaggage()`;
  const base = startingContext(context, span);
  return base && `${propagation}.getBaggage(${base})`;
}
