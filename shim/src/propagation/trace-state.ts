import { createTraceState, type TraceState } from '@opentelemetry/api';

const KEY = /^(?:[a-z][_0-9a-z*/-]{0,255}|[a-z0-9][_0-9a-z*/-]{0,240}@[a-z][_0-9a-z*/-]{0,13})$/;
const VALUE = /^[ -+\--<>-~]{0,255}[!-+\--<>-~]$/;
// https://www.w3.org/TR/trace-context/#tracestate-limits
const MAX_MEMBERS = 32;
const MAX_LENGTH = 512;

/**
 * The trace state of a header: members that are malformed or too many are left out one by one, as the SDK's own class
 * does, where the API's alone drops a header that is too long as a whole.
 */
export function parseTraceState(header: string): TraceState {
  const members = new Map<string, string>();
  let length = 0;
  for (const text of header.split(',', 4 * MAX_LENGTH)) {
    const member = parseMember(text.trim());
    const newLength = length + text.trim().length + (members.size === 0 ? 0 : 1);
    if (member === undefined || newLength > MAX_LENGTH) continue;
    members.set(...member);
    length = newLength;
    if (members.size === MAX_MEMBERS) break;
  }
  return createTraceState([...members].map((member) => member.join('=')).join(','));
}

/** The members of the first, then those that only the second has. */
export function mergeTraceState(first: TraceState | undefined, second: TraceState | undefined): TraceState | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  const missing = second
    .serialize()
    .split(',')
    .filter((member) => !first.get(member.slice(0, member.indexOf('='))));
  return missing.length === 0 ? first : parseTraceState([first.serialize(), ...missing].join(','));
}

function parseMember(text: string): [string, string] | undefined {
  const separator = text.indexOf('=');
  const key = text.slice(0, Math.max(separator, 0));
  const value = text.slice(separator + 1);
  return KEY.test(key) && VALUE.test(value) ? [key, value] : undefined;
}
