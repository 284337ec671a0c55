import type { ExportResult, FinishedSpan, SpanExporter } from './sdk-types';

/**
 * Passes spans on to an exporter while the process lives. When it ends there is no time left for that: from then on spans are
 * kept, for somebody who can send them without waiting.
 */
export class ExitExporter implements SpanExporter {
  private readonly inFlight = new Set<FinishedSpan[]>();
  private kept: FinishedSpan[] | undefined;

  constructor(private readonly inner: SpanExporter) {}

  export(spans: FinishedSpan[], done: (result: ExportResult) => void): void {
    if (this.kept !== undefined) {
      this.kept.push(...spans);
      done({ code: 0 });
      return;
    }
    this.inFlight.add(spans);
    this.inner.export(spans, (result) => {
      this.inFlight.delete(spans);
      done(result);
    });
  }

  /** Starts keeping, and has `flush` hand over what is still queued; with it comes what was on its way when the end came. */
  takeAll(flush: () => void): FinishedSpan[] {
    this.kept = [...this.inFlight].flat();
    this.inFlight.clear();
    flush();
    return this.kept.splice(0);
  }

  async forceFlush(): Promise<void> {
    await this.inner.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }
}
