import type {
  Attributes,
  AttributeValue,
  Context,
  HrTime,
  Link,
  SpanContext,
  SpanKind,
  SpanStatus,
} from '@opentelemetry/api';

// The few shapes of the SDK that the launcher touches, alike on both lines. Written down here because the SDK is the
// application's: this package must not import it, not even its types.

/** A detector may still be at work on the value. */
export type RawAttribute = [key: string, value: AttributeValue | undefined | Promise<AttributeValue | undefined>];

export interface Resource {
  readonly attributes: Attributes;
  readonly asyncAttributesPending?: boolean;
  readonly schemaUrl?: string;
  waitForAsyncAttributes?(): Promise<void>;
  merge(other: Resource | null): Resource;
  getRawAttributes(): RawAttribute[];
}

export interface FinishedSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly parentSpanContext?: SpanContext;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly status: SpanStatus;
  readonly attributes: Attributes;
  readonly events: readonly { readonly name: string; readonly time: HrTime; readonly attributes?: Attributes }[];
  readonly links: readonly Link[];
  readonly resource: Resource;
  spanContext(): SpanContext;
}

export interface ExportResult {
  /** 0 is success. */
  readonly code: number;
  readonly error?: Error;
}

export interface SpanExporter {
  export(spans: FinishedSpan[], done: (result: ExportResult) => void): void;
  forceFlush?(): Promise<void>;
  shutdown(): Promise<void>;
}

export interface SpanProcessor {
  onStart(span: unknown, context: Context): void;
  onEnd(span: FinishedSpan): void;
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}
