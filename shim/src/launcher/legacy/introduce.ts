import type { Log } from '../log';
import { info, warn } from '../notices';
import type { Running } from '../running';

/** What a legacy tracer says of itself when it is made. */
export interface LegacyIdentity {
  readonly library: 'jaeger-client' | 'lightstep-tracer';
  readonly serviceName: string | undefined;
  readonly tags: Readonly<Record<string, unknown>> | undefined;
}

const names = new WeakMap<Running, string>();

/** Gives the resource what the environment left open, and tells the user, in one line, what was replaced. */
export function introduce({ library, serviceName, tags }: LegacyIdentity, running: Running, log: Log): void {
  const name = running.configuration.serviceName?.value ?? names.get(running) ?? serviceName;
  if (name !== undefined && !names.has(running)) takeName(name, running);
  running.complete(primitives(tags ?? {}));
  const told = `${library} now reports to OpenTelemetry as "${name ?? 'unknown_service'}" (${running.configuration.endpoint})`;
  const isOther = serviceName !== undefined && serviceName !== name;
  log.notice(isOther ? warn(`${told}, not as "${serviceName}": a process has one service name`) : info(told));
}

/** Names the service, unless the environment has. */
export function takeName(name: string, running: Running): void {
  names.set(running, name);
  if (running.configuration.serviceName === undefined) running.rename(name);
}

/** Resource attributes of another type would be dropped. */
function primitives(tags: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(tags).map(([key, value]) => [key, isPrimitive(value) ? value : JSON.stringify(value)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isPrimitive(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether a legacy tracer, or an SDK of the application's own, has named the service. */
export function isNamedByLegacy(running: Running): boolean {
  return names.has(running);
}
