import type { TextMapPropagator } from '@opentelemetry/api';
import { attempt } from '../guard';

/** How a tracer shim behaves; everything is optional. */
export interface ShimOptions {
  /** Used for OpenTracing's FORMAT_TEXT_MAP; by default the global propagator, looked up at each call. */
  textMapPropagator?: TextMapPropagator | undefined;
  /** Used for OpenTracing's FORMAT_HTTP_HEADERS; by default the global propagator, looked up at each call. */
  httpHeadersPropagator?: TextMapPropagator | undefined;
  /** The specification to the letter: no hybrid objects, every reference is a link too, `span.kind` is a mere attribute. */
  strict?: boolean | undefined;
  /** Spans, span contexts and the tracer answer OpenTelemetry's API as well. Default: true. */
  hybrid?: boolean | undefined;
  /** A span that is given no parent becomes a child of the active one. OpenTracing makes it a root. Default: false. */
  supportImplicitPropagation?: boolean | undefined;
  /** The tag `span.kind` at the start sets the SpanKind too. Default: true. */
  mapSpanKind?: boolean | undefined;
  /** A parent given by `childOf` is repeated as a link. Default: false, since the parent says it already. */
  parentLink?: boolean | undefined;
}

/** The options with every choice made. */
export interface Settings {
  readonly textMapPropagator: TextMapPropagator | undefined;
  readonly httpHeadersPropagator: TextMapPropagator | undefined;
  readonly hybrid: boolean;
  readonly supportImplicitPropagation: boolean;
  readonly mapSpanKind: boolean;
  readonly parentLink: boolean;
}

/** Fills in what was not said; `strict` decides only what was not said. */
export function resolveSettings(options: ShimOptions | null | undefined): Settings {
  const { strict = false, ...given } = options ?? {};
  return {
    textMapPropagator: given.textMapPropagator,
    httpHeadersPropagator: given.httpHeadersPropagator,
    hybrid: isHybrid(options),
    supportImplicitPropagation: given.supportImplicitPropagation ?? false,
    mapSpanKind: given.mapSpanKind ?? !strict,
    parentLink: given.parentLink ?? strict,
  };
}

/** Whether the options ask for objects of both vocabularies. */
export function isHybrid(options: ShimOptions | null | undefined): boolean {
  return attempt('reading the options', () => options?.hybrid ?? !options?.strict, true);
}

export const DEFAULT_SETTINGS: Settings = resolveSettings(undefined);
