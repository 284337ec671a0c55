import { diag, type TextMapPropagator } from '@opentelemetry/api';
import { B3Propagator } from './b3';
import { DatadogPropagator } from './datadog';
import { JaegerPropagator } from './jaeger';
import { OTTracePropagator } from './ot-trace';
import type { CarrierEncoding } from './text-encoding';
import { W3CTraceContextPropagator } from './trace-context';
import { W3CBaggagePropagator } from './w3c-baggage';

const BY_NAME = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
  b3: () => new B3Propagator(),
  // The name of the single header in lightstep-opentelemetry-launcher-node.
  b3single: () => new B3Propagator(),
  b3multi: () => new B3Propagator({ injectEncoding: 'multi' }),
  jaeger: (encoding) => new JaegerPropagator({ encoding }),
  ottrace: (encoding) => new OTTracePropagator({ encoding }),
  datadog: (encoding) => new DatadogPropagator({ encoding }),
} satisfies Record<string, (encoding: CarrierEncoding) => TextMapPropagator>;

/** A name that OTEL_PROPAGATORS may hold, and `datadog`. */
export type PropagatorName = keyof typeof BY_NAME;

/** True for a name that {@link fleetPropagator} takes. */
export function isPropagatorName(name: string): name is PropagatorName {
  return Object.hasOwn(BY_NAME, name);
}

/** The propagators of a list of names and instances; what is neither is reported and left out. */
export function findPropagators(
  formats: readonly (string | TextMapPropagator)[],
  encoding: CarrierEncoding,
): TextMapPropagator[] {
  return formats.flatMap((format) => findPropagator(format, encoding) ?? []);
}

function findPropagator(format: string | TextMapPropagator, encoding: CarrierEncoding): TextMapPropagator | undefined {
  if (isPropagator(format)) return format;
  if (isPropagatorName(format)) return BY_NAME[format](encoding);
  diag.warn(`ot2otel: there is no propagator named "${format}"; known are ${Object.keys(BY_NAME).join(', ')}`);
  return undefined;
}

/** By shape, since JavaScript callers can pass anything; what is no propagator is then looked up as a name. */
function isPropagator(format: string | TextMapPropagator): format is TextMapPropagator {
  return typeof format === 'object' && typeof format?.inject === 'function' && typeof format.extract === 'function';
}
