import type { TextMapPropagator } from '@opentelemetry/api';
import { fleetPropagator } from './fleet';
import { isPropagatorName } from './names';
import type { CarrierEncoding } from './text-encoding';

/** The propagator for a list of names, and the names that mean nothing here. */
export interface NamedPropagator {
  readonly propagator: TextMapPropagator;
  readonly unknown: readonly string[];
}

/**
 * The propagator that a value of OTEL_PROPAGATORS asks for. As OpenTelemetry's composite propagator calls its parts in
 * order and each overwrites what the one before it found, the last name that holds a trace wins; `none` stands for nothing.
 *
 * @see https://opentelemetry.io/docs/specs/otel/context/api-propagators/#composite-propagator
 * @example const { propagator, unknown } = propagatorFromNames('tracecontext,baggage,jaeger')
 */
export function propagatorFromNames(
  names: string | readonly string[],
  options: { readonly encoding?: CarrierEncoding | undefined } = {},
): NamedPropagator {
  const wanted = splitNames(names);
  const known = wanted.filter(isPropagatorName);
  return {
    propagator: fleetPropagator({ extract: [...known].reverse(), inject: known, ...options }),
    unknown: wanted.filter((name) => !isPropagatorName(name)),
  };
}

function splitNames(names: string | readonly string[]): string[] {
  const list = typeof names === 'string' ? names.split(',') : names;
  const trimmed = list.map((name) => name.trim().toLowerCase());
  return [...new Set(trimmed)].filter((name) => name !== '' && name !== 'none');
}
