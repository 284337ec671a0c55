import { type TracerProvider, trace } from '@opentelemetry/api';
import { isNamedByLegacy, takeName } from './legacy/introduce';
import type { Log } from './log';
import { info } from './notices';
import type { Running } from './running';

/** An SDK's provider: its resource is private, under the same name on both lines. */
type WithResource = TracerProvider & { readonly _resource?: { getRawAttributes?(): unknown[] } };

/**
 * A file that was migrated may start an SDK of its own while others still need the shim. OpenTelemetry refuses a second provider, so
 * all spans stay with the one that runs; it learns from the second what the service is called and what it is.
 */
export function learnFromSecondSdk(running: Running, log: Log, isModule: boolean): void {
  watch(trace, running, log);
  if (!isModule) return;
  // API 1.10 has one object for `import` and another for `require`; loading both takes time, so only where both can be met.
  import('@opentelemetry/api')
    .then((api) => api.trace !== trace && watch(api.trace, running, log))
    .catch(() => undefined);
}

function watch(api: typeof trace, running: Running, log: Log): void {
  const register = api.setGlobalTracerProvider.bind(api);
  api.setGlobalTracerProvider = (provider) => {
    try {
      learn(provider, running, log);
    } catch {
      // Whatever it is, it is not an SDK that we know.
    }
    return register(provider);
  };
}

function learn(provider: WithResource, running: Running, log: Log): void {
  const attributes = attributesOf(provider);
  const name = attributes['service.name'];
  if (typeof name !== 'string') return;
  if (!isNamedByLegacy(running)) takeName(name, running);
  running.complete(attributes);
  log.notice(
    info(`the SDK that "${name}" starts itself stays idle: as long as the shim is loaded, spans go out by its own`),
  );
}

/** Raw, since reading the others while a detector is at work makes the SDK complain; of two values the first counts. */
function attributesOf({ _resource: resource }: WithResource): Record<string, unknown> {
  const raw = (resource?.getRawAttributes?.() ?? []) as [string, unknown][];
  const known = raw.filter(([, value]) => !(value instanceof Promise)).reverse();
  return Object.fromEntries(known);
}
