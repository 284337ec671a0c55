import { spanSuccessors } from '../../catalog/opentelemetry-api';
import type { Role } from '../../catalog/opentracing-api';

const NONE: ReadonlyMap<string, string> = new Map();

/** What the members of a role are called now. */
export function successorMembers(role: Role): ReadonlyMap<string, string> {
  return role === 'span' || role === 'mockSpan' ? spanSuccessors : NONE;
}

const SPAN_SECOND = new Map([
  ['setTag', 'setStatus'],
  ['log', 'recordException'],
]);

const TRACER_SECOND = new Map([['startSpan', 'startActiveSpan']]);

/** What migrated code may call instead, which a mock has to have as well. */
export function secondMembers(role: Role): ReadonlyMap<string, string> {
  if (role === 'span' || role === 'mockSpan') return SPAN_SECOND;
  return role === 'tracer' || role === 'mockTracer' ? TRACER_SECOND : NONE;
}
