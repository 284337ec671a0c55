import type { HrTime, TimeInput } from '@opentelemetry/api';
import { attempt } from '../guard';
import { isDate } from './values';

// OTLP carries unsigned 64-bit nanoseconds: what does not fit is no point in time (microseconds given as milliseconds, for example).
const MAX_SECONDS = 18_446_744_073;

/**
 * Converts OpenTracing's time (milliseconds since 1970, fractions allowed) to an HrTime; undefined if it is none.
 * Always a tuple, since the SDK takes a number that is at most `performance.now()` for an offset from the process's start.
 */
export function toHrTime(time: unknown): HrTime | undefined {
  if (time === undefined) return undefined;
  if (typeof time === 'number') return millisecondsToHrTime(time);
  return attempt('reading a time', () => fromObject(time), undefined);
}

/**
 * The same of a time that OpenTracing code gives: undefined for zero too, such as the exit code that `child.on('exit', span.finish.bind(span))`
 * gives to a span. OpenTracing's own MockTracer and jaeger-client take what is falsy for no time.
 */
export function givenTime(time: unknown): HrTime | undefined {
  return time === 0 ? undefined : toHrTime(time);
}

/** A time that OpenTelemetry code gives, as it is; undefined if it is none that exporters can write. What a number counts from, the SDK decides. */
export function readTime(time: TimeInput | undefined): TimeInput | undefined {
  return time === undefined || toHrTime(time) === undefined ? undefined : time;
}

function fromObject(time: unknown): HrTime | undefined {
  if (isDate(time)) return millisecondsToHrTime(time.getTime());
  return isHrTime(time) ? time : undefined;
}

function millisecondsToHrTime(milliseconds: number): HrTime | undefined {
  // The comparison is written so that NaN fails it too.
  if (!(milliseconds >= 0 && milliseconds < MAX_SECONDS * 1000)) return undefined;
  const seconds = Math.trunc(milliseconds / 1000);
  const nanoseconds = Math.round((milliseconds - seconds * 1000) * 1e6);
  return nanoseconds === 1e9 ? [seconds + 1, 0] : [seconds, nanoseconds];
}

/** Whether exporters can write it: one that they cannot costs them the whole batch. */
function isHrTime(time: unknown): time is HrTime {
  return Array.isArray(time) && time.length === 2 && isCount(time[0], MAX_SECONDS) && isCount(time[1], 1e9);
}

function isCount(value: unknown, limit: number): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < limit;
}

/**
 * The wall clock with a fraction of a millisecond. `performance` counts on from the process's start and does not follow
 * corrections of the system's clock, so it gives the fraction only while both agree.
 */
export function preciseNow(): HrTime | undefined {
  const wall = Date.now();
  const precise = performance.timeOrigin + performance.now();
  const drift = wall - precise;
  return millisecondsToHrTime(Math.abs(drift) < 1 ? precise : precise + Math.trunc(drift));
}
