import { replace } from '../edit/edit';
import type { CallSite } from '../facts/types';
import { callsTo, rewrite } from './data/sites';
import { quoted } from './data/text';
import type { FileContext, Proposal, Rule } from './types';

/** Tracers: the global one, a span's own, and the objects without effect that stood in for a missing tracer. */
export const tracer: Rule = {
  name: 'tracer',
  *propose(context) {
    for (const site of callsTo(context, 'globalTracer', 'span.tracer', 'mockSpan.tracer'))
      yield whole(context, site, tracerOf(context));
    for (const site of callsTo(context, 'new Tracer')) yield whole(context, site, noopTracer(context));
    for (const site of callsTo(context, 'new Span')) yield whole(context, site, noopSpan(context));
    for (const site of callsTo(context, 'new SpanContext')) yield whole(context, site, context.api('ROOT_CONTEXT'));
  },
};

function whole(_context: FileContext, site: CallSite, text: string): Proposal {
  return rewrite('tracer', site, [replace(site.node, text)]);
}

/** `trace.getTracer('<package>')`: like the global tracer it finds the provider when one is registered later. */
function tracerOf(context: FileContext): string {
  return `${context.api('trace')}.getTracer(${quoted(context, context.packageName ?? 'app')})`;
}

/** OpenTracing's base class records nothing, whatever is registered: a provider without a delegate does the same. */
function noopTracer(context: FileContext): string {
  return `new ${context.api('ProxyTracerProvider')}().getTracer(${quoted(context, 'noop')})`;
}

/** A span of nothing: its children are roots, as those of OpenTracing's base class are. */
function noopSpan(context: FileContext): string {
  return `${context.api('trace')}.wrapSpanContext(${context.api('INVALID_SPAN_CONTEXT')})`;
}
