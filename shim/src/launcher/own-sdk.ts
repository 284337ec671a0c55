import { waitBeforeExit } from './export/flush-on-exit';
import { joinSdk } from './join';
import { isNamedByLegacy } from './legacy/introduce';
import { type Log, writeLine } from './log';
import { warn } from './notices';
import type { Running } from './running';
import type { Application } from './sdk/application';
import { describeConfiguration } from './sdk/describe-configuration';
import { installEsmHook, isModuleApplication } from './sdk/esm-hook';
import { findSdk, installCommand, type Sdk } from './sdk/find-sdk';
import { startInstrumentations } from './sdk/instrumentations';
import { startFromFile } from './sdk/whole-sdk';
import { learnFromSecondSdk } from './second-sdk';
import type { Configuration } from './settings/configuration';
import type { LauncherOptions } from './settings/options';
import type { Legacy } from './settings/resolve-configuration';
import { startSdk } from './start';

/** Starts the SDK that the application installed, with its instrumentations; undefined when there is none. */
export function startOwn(
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
  const isModule = isModuleApplication(application);
  const running = startFromConfigFile(configuration, sdk) ?? startFromVariables(configuration, sdk, legacy, log);
  learnFromSecondSdk(running, log, isModule);
  const count = startInstrumentations(application, sdk, options.instrumentations, log);
  if (count > 0 && isModule) tryEsmHook(sdk, log);
  return running;
}

/** A thread may be denied, as by Node's permission model; the SDK runs already, and goes on without. */
function tryEsmHook(sdk: Sdk, log: Log): void {
  try {
    installEsmHook(sdk);
  } catch (error) {
    log.notice(
      warn(`instrumentations do not see what ES modules import: ${String(error)} (it takes a thread: --allow-worker)`),
    );
  }
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
  return running;
}
