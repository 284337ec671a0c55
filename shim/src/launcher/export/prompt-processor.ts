import { TraceFlags } from '@opentelemetry/api';
import type { FinishedSpan, Resource, SpanExporter, SpanProcessor } from '../sdk/sdk-types';

/**
 * Shows each span as soon as it has ended. The SDK's processor of this kind first waits for what detectors find out about the machine, and
 * a process that ends by `process.exit()`, an error or a signal never comes back to it: this one can be asked for what still waits.
 */
export class PromptProcessor implements SpanProcessor {
  private readonly waiting: FinishedSpan[] = [];
  private settled: Promise<void> | undefined;
  private isShutDown = false;

  constructor(private readonly exporter: SpanExporter) {}

  onStart(): void {}

  onEnd(span: FinishedSpan): void {
    if (this.isShutDown || (span.spanContext().traceFlags & TraceFlags.SAMPLED) === 0) return;
    this.waiting.push(span);
    if (span.resource.asyncAttributesPending) this.settled ??= this.showAfter(span.resource);
    else this.showAll();
  }

  /** Shows at once what has waited up to now. */
  showAll(): void {
    for (const span of this.waiting.splice(0)) this.exporter.export([span], () => undefined);
  }

  async forceFlush(): Promise<void> {
    await this.settled;
    await this.exporter.forceFlush?.();
  }

  async shutdown(): Promise<void> {
    this.isShutDown = true;
    await this.forceFlush();
    await this.exporter.shutdown();
  }

  private async showAfter(resource: Resource): Promise<void> {
    await resource.waitForAsyncAttributes?.();
    this.showAll();
  }
}
