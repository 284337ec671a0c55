import type { TextMapPropagator } from '@opentelemetry/api';
import { isPropagatorName } from '../../propagation/names';
import { type Notice, warn } from '../notices';
import type { Setting } from './settings';

/** What a notice lists: OTEL_PROPAGATORS takes these on either SDK line, though SDK 3.x itself no longer has the last three. */
const KNOWN = 'tracecontext, baggage, b3, b3multi, jaeger, ottrace, datadog';

/** Which formats the rest of the fleet is known to speak. */
export interface Spoken {
  readonly jaeger: boolean;
  readonly lightstep: boolean;
}

interface Propagators {
  readonly propagators: readonly (string | TextMapPropagator)[];
  readonly propagatorsGiven: boolean;
}

/**
 * Reads OTEL_PROPAGATORS. When it is not set: W3C trace context and baggage, and beside them the format of each legacy tracer
 * that the application has, because its neighbours still speak it.
 */
export function resolvePropagators(
  setting: Setting | undefined,
  instances: readonly TextMapPropagator[],
  spoken: Spoken,
  notices: Notice[],
): Propagators {
  const asked = [...new Set(setting?.value.split(',').map((name) => name.trim().toLowerCase()) ?? [])].filter(Boolean);
  if (asked.includes('none')) return { propagators: [], propagatorsGiven: true };
  const names = asked.filter(isPropagatorName);
  const unknown = asked.filter((name) => !isPropagatorName(name));
  if (setting !== undefined && unknown.length > 0) notices.push(complaint(setting, unknown));
  const chosen = [...names, ...instances];
  if (chosen.length > 0) return { propagators: chosen, propagatorsGiven: true };
  return { propagators: defaultPropagators(spoken), propagatorsGiven: false };
}

function defaultPropagators({ jaeger, lightstep }: Spoken): string[] {
  return ['tracecontext', 'baggage', ...(jaeger ? ['jaeger'] : []), ...(lightstep ? ['ottrace'] : [])];
}

function complaint({ from }: Setting, unknown: readonly string[]): Notice {
  return warn(`${from} names ${unknown.join(', ')}, which is left out: known are ${KNOWN} and none`);
}
