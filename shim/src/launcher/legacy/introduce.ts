import { copyMembers, holdsMembers } from '../../conversion/tags';
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
  const name = serviceNameOf(running) ?? serviceName;
  if (name !== undefined && !names.has(running)) takeName(name, running);
  completeOnce(running, holdsMembers(tags) ? copyMembers(tags, '') : {});
  const told = `${library} now reports to OpenTelemetry as "${name ?? 'unknown_service'}" (${destinationOf(running)})`;
  const isOther = serviceName !== undefined && serviceName !== name;
  log.notice(isOther ? warn(`${told}, not as "${serviceName}": a process has one service name`) : info(told));
}

/** Where spans go, as far as the configuration says it. */
function destinationOf({ configuration: { exporters, endpoint } }: Running): string {
  return exporters.map((name) => (name === 'otlp' ? endpoint : name)).join(', ') || 'which exports nothing';
}

const completed = new WeakMap<Running, Set<string>>();

/** What is known already wins, so each attribute is of use once; a tracer for each request would let the resource grow for ever. */
function completeOnce(running: Running, attributes: Readonly<Record<string, unknown>>): void {
  const known = completed.get(running) ?? new Set();
  completed.set(running, known);
  const fresh = Object.entries(attributes).filter(([key]) => !known.has(key));
  if (fresh.length === 0) return;
  for (const [key] of fresh) known.add(key);
  running.complete(Object.fromEntries(fresh));
}

/** What the service is called, as far as anybody has said. */
export function serviceNameOf(running: Running): string | undefined {
  return running.configuration.serviceName?.value ?? names.get(running);
}

/** Names the service, unless the environment has. */
export function takeName(name: string, running: Running): void {
  names.set(running, name);
  if (running.configuration.serviceName === undefined) running.rename(name);
}

/** Whether a legacy tracer, or an SDK of the application's own, has named the service. */
export function isNamedByLegacy(running: Running): boolean {
  return names.has(running);
}
