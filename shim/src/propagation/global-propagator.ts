import { propagation, type TextMapPropagator } from '@opentelemetry/api';

interface MaybeOpenPropagation {
  _getGlobalPropagator?: () => TextMapPropagator;
}

/** By this key a propagator for headers names the one that speaks the same formats in messages, which are not percent-encoded. */
export const FOR_MESSAGES = Symbol.for('@ot2otel/shim.for-messages');

/** A propagator that may know how its formats are written in messages. */
export type HeaderPropagator = TextMapPropagator & { readonly [FOR_MESSAGES]?: TextMapPropagator | undefined };

/** The propagator that is registered. Not in the API's types: there is no other way to it. */
export function registeredPropagator(): HeaderPropagator | undefined {
  return (propagation as unknown as MaybeOpenPropagation)._getGlobalPropagator?.();
}
