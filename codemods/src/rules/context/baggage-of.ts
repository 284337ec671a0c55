import type * as t from '@babel/types';
import { activeRegion, startingContext } from '../lifetime/active';
import type { FileContext } from '../types';

/** The expression of a span's baggage, and whether it surely is that span's. */
export interface BaggageExpression {
  readonly text: string;
  readonly isSure: boolean;
}

/** Where the baggage of a span is: in the active context while the span is active, else in the context that it was started in. */
export function baggageOf(context: FileContext, span: t.Expression): BaggageExpression {
  const propagation = context.api('propagation');
  const active = activeRegion(context, span, span) !== undefined;
  const base = active ? undefined : startingContext(context, span);
  if (base) return { text: `${propagation}.getBaggage(${base})`, isSure: true };
  return { text: `${propagation}.getActiveBaggage()`, isSure: active };
}
