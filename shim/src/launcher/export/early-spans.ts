import { TraceFlags } from '@opentelemetry/api';
import type { FinishedSpan, SpanExporter, SpanProcessor } from '../sdk/sdk-types';

/** What a batch processor holds by default: the first that many are all in its hands. */
const LIMIT = 2048;

/**
 * Spans that ended before all was known about the machine. A batch processor keeps a full batch of them to itself until then, where nobody
 * finds it when the process ends: here they are at hand.
 */
export class EarlySpans {
  private readonly spans = new Set<FinishedSpan>();

  /** The processor, with a look at what it is given. */
  before(processor: SpanProcessor): SpanProcessor {
    return {
      onStart: (span, context) => processor.onStart(span, context),
      onEnd: (span) => {
        if (span.resource.asyncAttributesPending) this.add(span);
        processor.onEnd(span);
      },
      forceFlush: () => processor.forceFlush(),
      shutdown: () => processor.shutdown(),
    };
  }

  /** The exporter, with a look at what the processor hands over. */
  behind(exporter: SpanExporter): SpanExporter {
    return {
      export: (spans, done) => {
        if (this.spans.size > 0) for (const span of spans) this.spans.delete(span);
        exporter.export(spans, done);
      },
      forceFlush: async () => exporter.forceFlush?.(),
      shutdown: () => exporter.shutdown(),
    };
  }

  /** What the processor was given and has not handed over, once. */
  takeAll(): FinishedSpan[] {
    const all = [...this.spans];
    this.spans.clear();
    return all;
  }

  private add(span: FinishedSpan): void {
    const isSampled = (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
    if (isSampled && this.spans.size < LIMIT) this.spans.add(span);
  }
}
