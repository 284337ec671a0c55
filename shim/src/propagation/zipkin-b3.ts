import { B3_MULTI } from './b3';
import { FormatPropagator } from './format-propagator';
import { jaegerBaggage, readDebugId } from './jaeger';
import type { WireFormat } from './wire-format';

/** How a {@link ZipkinB3Propagator} is to speak; the names are those of jaeger-client's `ZipkinB3TextMapCodec`. */
export interface ZipkinB3PropagatorConfig {
  /** Whether baggage is percent-encoded, as HTTP headers ask; else it goes as it is (default). */
  readonly urlEncoding?: boolean | undefined;
  /** In place of `uberctx-`. */
  readonly baggagePrefix?: string | undefined;
}

/**
 * The headers of jaeger-client's Zipkin codec: `x-b3-*` for the trace, `uberctx-*` for each item of baggage; `jaeger-debug-id` and
 * `jaeger-baggage` are read as well. `x-b3-parentspanid` is not written, as by no propagator of OpenTelemetry's.
 *
 * @see https://github.com/jaegertracing/jaeger-client-node/blob/master/src/propagators/zipkin_b3_text_map_codec.js
 * @example propagation.setGlobalPropagator(new ZipkinB3Propagator({ urlEncoding: true }))
 */
export class ZipkinB3Propagator extends FormatPropagator {
  constructor(config: ZipkinB3PropagatorConfig = {}) {
    super(zipkinFormat(config));
  }
}

function zipkinFormat({ urlEncoding = false, baggagePrefix }: ZipkinB3PropagatorConfig): WireFormat {
  return {
    ...B3_MULTI,
    // jaeger-client takes an empty prefix for none as well.
    ...jaegerBaggage(baggagePrefix || 'uberctx-', urlEncoding ? 'http' : 'text-map'),
    readSpan: (carrier) => B3_MULTI.readSpan(carrier) ?? readDebugId(carrier),
  };
}
