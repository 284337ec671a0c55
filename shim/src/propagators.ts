// The public entry `@ot2otel/shim/propagators`: wire formats for a fleet that migrates service by service. Nothing but
// `@opentelemetry/api` is imported from here on, so it runs on both SDK lines and in browsers.
export { B3Propagator, type B3PropagatorConfig } from './propagation/b3';
export { DatadogPropagator, type DatadogPropagatorConfig } from './propagation/datadog';
export { debugSampler } from './propagation/debug-sampler';
export { type FleetFormat, type FleetOptions, fleetPropagator } from './propagation/fleet';
export { type NamedPropagator, propagatorFromNames } from './propagation/from-names';
export { JaegerPropagator, type JaegerPropagatorConfig } from './propagation/jaeger';
export type { PropagatorName } from './propagation/names';
export { OTTracePropagator, type OTTracePropagatorConfig } from './propagation/ot-trace';
export type { CarrierEncoding } from './propagation/text-encoding';
export { W3CTraceContextPropagator } from './propagation/trace-context';
export { W3CBaggagePropagator } from './propagation/w3c-baggage';
export { ZipkinB3Propagator, type ZipkinB3PropagatorConfig } from './propagation/zipkin-b3';
