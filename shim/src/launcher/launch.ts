import { ProxyTracerProvider, trace } from '@opentelemetry/api';
import { installGlobal, registerGlobalTracer } from '../global';
import { loadedOpenTracingCopies } from '../node/opentracing-copies';
import { type Application, findApplication, findModule } from './application';
import { describeConfiguration } from './describe-configuration';
import { installEsmHook } from './esm-hook';
import { findSdk, installCommand, type Sdk } from './find-sdk';
import { flushOnExit } from './flush-on-exit';
import { startInstrumentations } from './instrumentations';
import { jaegerSeams } from './legacy/jaeger-client';
import { LegacyTracer } from './legacy/legacy-tracer';
import { lightstepSeams } from './legacy/lightstep-tracer';
import { hookModules } from './legacy/module-hook';
import { openTracingSeams } from './legacy/opentracing';
import { Log, writeLine } from './log';
import { info, type Notice, warn } from './notices';
import type { LauncherOptions } from './options';
import { resolveConfiguration } from './resolve-configuration';
import type { Running } from './running';
import { startSdk } from './start';
import { isLoaderThread } from './threads';

/**
 * From the environment to traces, step by step. Whatever goes wrong becomes one line on stderr, and the application runs on as if
 * it had not been launched by us.
 */
export function launch(options: LauncherOptions = {}): Running | undefined {
  if (isLoaderThread()) return undefined;
  try {
    return tryLaunch(options);
  } catch (error) {
    writeLine(`OpenTelemetry was not started, the application runs without it: ${String(error)}`);
    return undefined;
  }
}

function tryLaunch(options: LauncherOptions): Running | undefined {
  const application = findApplication(process.argv, process.cwd());
  const { configuration, notices } = resolveConfiguration(process.env, options, findLegacy(application));
  const log = new Log(configuration.logLevel);
  for (const notice of notices) log.notice(notice);
  if (configuration.disabled) return decline(info('OTEL_SDK_DISABLED: nothing was changed'), log);
  if (process.env.OTEL_LOG_LEVEL || log.isDebug) log.takeDiagnostics();
  if (hasProvider()) return joinProvider(log);
  const sdk = findSdk(application);
  if (sdk === undefined) return decline(missingSdk(), log);
  if (log.isDebug) writeLine(describeConfiguration(configuration, sdk));
  const started = startSdk(configuration, sdk, log.isDebug);
  for (const notice of started.notices) log.notice(notice);
  flushOnExit(started.running.flushNow);
  connectLegacy(started.running, log);
  instrument(application, sdk, options, log);
  return started.running;
}

function findLegacy({ folders }: Application) {
  return {
    jaegerClient: findModule('jaeger-client', folders) !== undefined,
    lightstepTracer: findModule('lightstep-tracer', folders) !== undefined,
  };
}

function decline(notice: Notice, log: Log): undefined {
  log.notice(notice);
  return undefined;
}

function missingSdk(): Notice {
  return warn(`no OpenTelemetry SDK is installed, nothing was changed: ${installCommand(process.versions.node)}`);
}

/** Whether somebody else, a vendor's distribution for example, has registered a provider before us. */
function hasProvider(): boolean {
  const global = trace.getTracerProvider();
  return !(global instanceof ProxyTracerProvider) || global.getDelegateTracer('ot2otel') !== undefined;
}

/** Only the shim is added to a provider that is there already. */
function joinProvider(log: Log): undefined {
  const tracer = installGlobal({ findCopies: loadedOpenTracingCopies });
  hookModules(openTracingSeams(tracer));
  return decline(info('a tracer provider is registered already: OpenTracing reports to that one'), log);
}

/** Makes everything that speaks OpenTracing speak to the SDK: global tracers, and the tracers of legacy libraries. */
function connectLegacy(running: Running, log: Log): void {
  const tracer = new LegacyTracer(running);
  registerGlobalTracer(tracer, loadedOpenTracingCopies);
  hookModules({ ...openTracingSeams(tracer), ...jaegerSeams(running, log), ...lightstepSeams(running, log) });
}

function instrument(application: Application, sdk: Sdk, options: LauncherOptions, log: Log): void {
  const count = startInstrumentations(application, sdk, options.instrumentations, log);
  if (count > 0) installEsmHook(application, sdk);
}
