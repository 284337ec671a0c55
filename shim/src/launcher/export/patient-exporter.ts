import type { ExportResult, FinishedSpan, SpanExporter } from '../sdk/sdk-types';

/** Less than an application that calls `close` waits. */
const PATIENCE_MILLIS = 1500;

/** After that a batch has left the machine, even if no answer came yet. */
const SENT_MILLIS = 500;

/** The start of what has not started. */
const NOT_SENT = Number.POSITIVE_INFINITY;

type Done = (result: ExportResult) => void;

export interface PatientOptions {
  /** Asked before an export when the last one failed, and before the first. */
  readonly isReachable: () => Promise<boolean>;
  /** Called once, when there is something to export. */
  readonly onFirstExport: () => void;
  /** How many spans to keep while nobody can be reached; the oldest go first. */
  readonly limit?: number;
}

/**
 * Stands between a batch processor and an OTLP exporter. Keeps spans while the backend is down, where the exporter would try for ten
 * seconds, hold up a process that wants to end, and lose them; and keeps them when the process ends, for somebody who can send
 * them without waiting.
 */
export class PatientExporter implements SpanExporter {
  /** Batches, and since when they are under way. */
  private readonly inFlight = new Map<FinishedSpan[], number>();
  private readonly waiting: ((value: unknown) => void)[] = [];
  private held: FinishedSpan[] = [];
  private isHealthy = false;
  private isEnding = false;
  private isFirst = true;

  constructor(
    private readonly inner: SpanExporter,
    private readonly options: PatientOptions,
  ) {}

  export(spans: FinishedSpan[], done: Done): void {
    if (this.isFirst) this.options.onFirstExport();
    this.isFirst = false;
    if (this.isEnding) this.hold(spans, done);
    else if (this.isHealthy) this.pass(spans, done);
    else void this.tryToPass(spans, done);
  }

  /** Keeps everything from now on, has `flush` hand over what is queued, and gives all that was not sent for certain. */
  takeAll(flush: () => void): FinishedSpan[] {
    this.isEnding = true;
    flush();
    const now = performance.now();
    const unsent = [...this.inFlight].flatMap(([spans, since]) => (now - since < SENT_MILLIS ? spans : []));
    this.inFlight.clear();
    return [...this.held.splice(0), ...unsent];
  }

  /** Resolves when nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.inFlight.size > 0) await new Promise((resolve) => this.waiting.push(resolve));
  }

  async forceFlush(): Promise<void> {
    await this.inner.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.inner.shutdown();
  }

  private async tryToPass(spans: FinishedSpan[], done: Done): Promise<void> {
    this.inFlight.set(spans, NOT_SENT);
    const isReachable = await this.options.isReachable();
    // The end of the process may have come meanwhile, and taken them.
    if (!this.land(spans)) done({ code: 0 });
    else if (isReachable) this.pass([...this.held.splice(0), ...spans], done);
    else this.hold(spans, done);
  }

  private pass(spans: FinishedSpan[], done: Done): void {
    this.inFlight.set(spans, performance.now());
    // While it waits for an answer, a batch processor keeps the process alive, which a slow backend must not. The export goes on; the
    // spans have been sent for all we know, and are not sent again at the end.
    const impatient = setTimeout(() => this.land(spans) && done({ code: 0 }), PATIENCE_MILLIS).unref();
    const finish: Done = (result) => {
      clearTimeout(impatient);
      this.isHealthy = result.code === 0;
      if (this.land(spans)) done(result);
    };
    try {
      this.inner.export(spans, finish);
    } catch (error) {
      // A span that cannot be written costs its batch, and not the process.
      finish({ code: 1, error: error instanceof Error ? error : new Error(String(error)) });
    }
  }

  /** Tells whether the batch was still under way. */
  private land(spans: FinishedSpan[]): boolean {
    const wasUnderWay = this.inFlight.delete(spans);
    for (const resolve of this.waiting.splice(0)) resolve(undefined);
    return wasUnderWay;
  }

  private hold(spans: FinishedSpan[], done: Done): void {
    this.held = [...this.held, ...spans].slice(-(this.options.limit ?? 2048));
    done({ code: 0 });
  }
}
