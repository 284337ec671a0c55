import { launch } from './launch';
import type { LauncherOptions } from './settings/options';
import { settled } from './within';

export type { LauncherOptions, ResourceValue } from './settings/options';

/** What was started, or would have been. */
export interface Launched {
  /** Exports what is finished. Never rejects. */
  flush(): Promise<void>;
  /** Exports what is finished, and stops. Never rejects. */
  shutdown(): Promise<void>;
}

/**
 * Starts the OpenTelemetry SDK that the application installed and connects OpenTracing to it: what `@ot2otel/shim/register`
 * does, with settings from code. Call it before the modules that are to be instrumented are loaded.
 *
 * @example
 * configureOpenTelemetry({ serviceName: 'checkout', propagators: 'tracecontext,baggage,jaeger' });
 */
export function configureOpenTelemetry(options: LauncherOptions = {}): Launched {
  const provider = launch(options)?.provider;
  return {
    flush: () => settled(() => provider?.forceFlush()),
    shutdown: () => settled(() => provider?.shutdown()),
  };
}
