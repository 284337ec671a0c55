import { registerGlobalTracer } from '../border/install-global';
import { loadedOpenTracingCopies } from '../node/opentracing-copies';
import { findDistribution } from './distributions';
import { hasProvider, joinSdk } from './join';
import { jaegerSeams } from './legacy/jaeger-client';
import { LegacyTracer } from './legacy/legacy-tracer';
import { lightstepSeams } from './legacy/lightstep-tracer';
import { hookModules } from './legacy/module-hook';
import { openTracingSeams } from './legacy/opentracing';
import { Log, writeLine } from './log';
import { info } from './notices';
import { once } from './once';
import { startOwn } from './own-sdk';
import { isPackageManager } from './package-managers';
import type { Running } from './running';
import { type Application, findApplication, findModule } from './sdk/application';
import type { Configuration } from './settings/configuration';
import type { LauncherOptions } from './settings/options';
import { readOptions } from './settings/read-options';
import { type Legacy, resolveConfiguration } from './settings/resolve-configuration';
import { isLoaderThread } from './threads';

/**
 * From the environment to traces, step by step. Whatever goes wrong becomes one line on stderr, and the application runs on as if
 * it had not been launched by us.
 */
export function launch(options: LauncherOptions = {}): Running | undefined {
  if (isLoaderThread() || isPackageManager(process.argv[1])) return undefined;
  try {
    return once(
      () => tryLaunch(options),
      () => complainOfSecond(options),
    );
  } catch (error) {
    writeLine(`OpenTelemetry was not started, the application runs without it: ${String(error)}`);
    return undefined;
  }
}

/** A second flag is no mistake; settings that come too late are. */
function complainOfSecond(options: LauncherOptions): void {
  const names = Object.keys(Object(options)).join(', ');
  if (names !== '')
    writeLine(
      `OpenTelemetry is started already, settings of configureOpenTelemetry() have no effect (${names}): drop one start`,
    );
}

function tryLaunch(given: LauncherOptions): Running | undefined {
  const { options, notices: ofOptions } = readOptions(given);
  const application = findApplication(process.argv, process.cwd());
  const legacy = findLegacy(application);
  const { configuration, notices } = resolveConfiguration(process.env, options, legacy);
  const log = new Log(configuration.logLevel);
  for (const notice of [...ofOptions, ...notices]) log.notice(notice);
  if (configuration.disabled) return void log.notice(info('OTEL_SDK_DISABLED: nothing was changed'));
  if (process.env.OTEL_LOG_LEVEL || log.isDebug) log.takeDiagnostics();
  const running = joinOther(configuration, log) ?? startOwn(application, configuration, legacy, options, log);
  if (running !== undefined) connectLegacy(running, log);
  return running;
}

function findLegacy({ folders }: Application): Legacy {
  return {
    jaegerClient: findModule('jaeger-client', folders) !== undefined,
    lightstepTracer: findModule('lightstep-tracer', folders) !== undefined,
  };
}

/** Steps aside for an SDK that somebody else starts: only the shim is added to it. */
function joinOther(configuration: Configuration, log: Log): Running | undefined {
  const other = findDistribution(process.execArgv, process.env.NODE_OPTIONS);
  if (other === undefined && !hasProvider()) return undefined;
  log.notice(info(`OpenTracing reports to the SDK of ${other ?? 'whoever has registered a tracer provider'}`));
  return joinSdk(configuration);
}

/** Makes everything that speaks OpenTracing speak to the SDK: global tracers, and the tracers of legacy libraries. */
function connectLegacy(running: Running, log: Log): void {
  const tracer = new LegacyTracer(running);
  registerGlobalTracer(tracer, loadedOpenTracingCopies);
  hookModules({ ...openTracingSeams(tracer), ...jaegerSeams(running, log), ...lightstepSeams(running, log) });
}
