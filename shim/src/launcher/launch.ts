import { registerGlobalTracer } from '../global';
import { loadedOpenTracingCopies } from '../node/opentracing-copies';
import { type Application, findApplication, findModule } from './application';
import type { Configuration } from './configuration';
import { describeConfiguration } from './describe-configuration';
import { findDistribution } from './distributions';
import { installEsmHook } from './esm-hook';
import { findSdk, installCommand, type Sdk } from './find-sdk';
import { waitBeforeExit } from './flush-on-exit';
import { startInstrumentations } from './instrumentations';
import { hasProvider, joinSdk } from './join';
import { isNamedByLegacy } from './legacy/introduce';
import { jaegerSeams } from './legacy/jaeger-client';
import { LegacyTracer } from './legacy/legacy-tracer';
import { lightstepSeams } from './legacy/lightstep-tracer';
import { hookModules } from './legacy/module-hook';
import { openTracingSeams } from './legacy/opentracing';
import { Log, writeLine } from './log';
import { info, warn } from './notices';
import { once } from './once';
import type { LauncherOptions } from './options';
import { isPackageManager } from './package-managers';
import { type Legacy, resolveConfiguration } from './resolve-configuration';
import type { Running } from './running';
import { learnFromSecondSdk } from './second-sdk';
import { startSdk } from './start';
import { isLoaderThread } from './threads';
import { startFromFile } from './whole-sdk';

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
  const names = Object.keys(options).join(', ');
  if (names !== '')
    writeLine(`OpenTelemetry is started already, ${names} of configureOpenTelemetry() have no effect: drop one start`);
}

function tryLaunch(options: LauncherOptions): Running | undefined {
  const application = findApplication(process.argv, process.cwd());
  const legacy = findLegacy(application);
  const { configuration, notices } = resolveConfiguration(process.env, options, legacy);
  const log = new Log(configuration.logLevel);
  for (const notice of notices) log.notice(notice);
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

function startOwn(
  application: Application,
  configuration: Configuration,
  legacy: Legacy,
  options: LauncherOptions,
  log: Log,
): Running | undefined {
  const sdk = findSdk(application);
  if (sdk === undefined) {
    log.notice(
      warn(`no OpenTelemetry SDK is installed, nothing was changed: ${installCommand(process.versions.node)}`),
    );
    return undefined;
  }
  if (log.isDebug) writeLine(describeConfiguration(configuration, sdk));
  const running = startFromConfigFile(configuration, sdk) ?? startFromVariables(configuration, sdk, legacy, log);
  const count = startInstrumentations(application, sdk, options.instrumentations, log);
  if (count > 0) installEsmHook(application, sdk);
  return running;
}

/** OTEL_CONFIG_FILE takes the place of all other settings, in every SDK that reads it. */
function startFromConfigFile(configuration: Configuration, sdk: Sdk): Running | undefined {
  const started = process.env.OTEL_CONFIG_FILE ? startFromFile(sdk) : undefined;
  if (started === undefined) return undefined;
  waitBeforeExit(() => started.shutdown());
  return joinSdk(configuration);
}

function startFromVariables(configuration: Configuration, sdk: Sdk, legacy: Legacy, log: Log): Running {
  const isNamed = configuration.serviceName !== undefined;
  const complain = (): void => log.notice(warn('spans are from "unknown_service": set OTEL_SERVICE_NAME=my-service'));
  const mayBeNamed = isNamed || legacy.jaegerClient || legacy.lightstepTracer;
  if (!mayBeNamed) complain();
  const running = startSdk(configuration, sdk, log, () => {
    if (!isNamed && mayBeNamed && !isNamedByLegacy(running)) complain();
  });
  learnFromSecondSdk(running, log);
  return running;
}

/** Makes everything that speaks OpenTracing speak to the SDK: global tracers, and the tracers of legacy libraries. */
function connectLegacy(running: Running, log: Log): void {
  const tracer = new LegacyTracer(running);
  registerGlobalTracer(tracer, loadedOpenTracingCopies);
  hookModules({ ...openTracingSeams(tracer), ...jaegerSeams(running, log), ...lightstepSeams(running, log) });
}
