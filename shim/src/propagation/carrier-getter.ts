import type { TextMapGetter } from '@opentelemetry/api';
import { isBytes } from '../conversion/values';

/**
 * Reads a carrier with any spelling of its keys, as the readers of jaeger-client and lightstep-tracer do: message headers, unlike
 * those of Node's http server, keep the sender's upper case. One for each extraction, since it remembers the carrier's keys.
 */
export function carrierGetter(): TextMapGetter<object> {
  let byLowerCase: Map<string, string> | undefined;
  return {
    keys: (carrier) => Object.keys(carrier),
    get(carrier, key) {
      const exact = read(carrier, key);
      if (exact !== undefined) return exact;
      byLowerCase ??= new Map(Object.keys(carrier).map((name) => [name.toLowerCase(), name]));
      const spelled = byLowerCase.get(key.toLowerCase());
      return spelled === undefined ? undefined : read(carrier, spelled);
    },
  };
}

function read(carrier: object, key: string): string | string[] | undefined {
  // The carrier's own members only: `constructor` is no header.
  if (!Object.hasOwn(carrier, key)) return undefined;
  const value: unknown = (carrier as Record<string, unknown>)[key];
  if (Array.isArray(value)) return value.map(textOf);
  return value === undefined || value === null ? undefined : textOf(value);
}

/** Brokers hand over bytes; only those of a Buffer say themselves what text they are. */
function textOf(value: unknown): string {
  return isBytes(value) ? new TextDecoder().decode(value) : String(value);
}
