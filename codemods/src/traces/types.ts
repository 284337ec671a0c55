/** What an attribute holds after it was read: only what can be compared. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

export type Attributes = Readonly<Record<string, Value>>;

export type Kind = 'internal' | 'server' | 'client' | 'producer' | 'consumer';

export interface Status {
  readonly code: 'unset' | 'ok' | 'error';
  readonly message?: string;
}

/** A finished span of either side, in OpenTelemetry's words, with its ids. Plain data: it survives JSON. */
export interface RecordedSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly attributes: Attributes;
  readonly events: readonly RecordedEvent[];
  readonly links: readonly RecordedLink[];
  /** Milliseconds since 1970, to the microsecond; likewise every other time. */
  readonly start: number;
  readonly end: number;
}

export interface RecordedEvent {
  readonly name: string;
  readonly attributes: Attributes;
  readonly time: number;
}

export interface RecordedLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly attributes: Attributes;
}

/** All spans that share a trace id. A trace has several roots if spans are missing, or if ids were reused. */
export interface CanonicalTrace {
  readonly roots: readonly CanonicalSpan[];
}

/** A span without its ids: nested below its parent, siblings in no order. */
export interface CanonicalSpan {
  /** Numbers the spans of one set of traces, for links to point at. Has no meaning across sets. */
  readonly ref: number;
  readonly service: string;
  readonly name: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly attributes: Attributes;
  readonly events: readonly CanonicalEvent[];
  readonly links: readonly CanonicalLink[];
  /** Only where the program gave the time itself. */
  readonly start?: number;
  readonly end?: number;
  /** It names a parent that was not recorded. */
  readonly orphan: boolean;
  readonly children: readonly CanonicalSpan[];
}

export interface CanonicalEvent {
  readonly name: string;
  readonly attributes: Attributes;
  readonly time?: number;
}

export interface CanonicalLink {
  /** The linked span; undefined if it was not recorded. */
  readonly target?: number;
  readonly attributes: Attributes;
}

/** When the program ran. A time within was taken from the clock; a time outside was given by the program. */
export interface Window {
  readonly from: number;
  readonly to: number;
}
