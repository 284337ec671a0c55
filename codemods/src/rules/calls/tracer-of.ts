import { quoted } from '../syntax/text';
import type { FileContext } from '../types';

/** `trace.getTracer('<package>')`: like the global tracer it finds the provider when one is registered later. */
export function tracerOf(context: FileContext): string {
  return `${context.api('trace')}.getTracer(${quoted(context, context.packageName ?? 'app')})`;
}
