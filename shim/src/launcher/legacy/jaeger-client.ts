import { attempt } from '../../guard';
import type { Log } from '../log';
import { warn } from '../notices';
import type { Running } from '../running';
import { SAMPLERS } from '../settings/configuration';
import { samplerOf } from '../settings/jaeger-environment';
import { classNameOf } from './class-name';
import { noticeHeaders } from './codecs';
import { introduce, serviceNameOf } from './introduce';
import { answerOnJaegerTracer, jaegerClassSeams } from './jaeger-classes';
import { introduceTo, type JaegerParts } from './jaeger-parts';
import { LegacyTracer } from './legacy-tracer';
import type { Seams } from './module-hook';
import { replaceClass } from './replace-class';

/** The part of jaeger-client's configuration that has a meaning for OpenTelemetry (its configuration.js). */
interface JaegerConfig {
  readonly serviceName?: string;
  readonly disable?: boolean;
  readonly sampler?: { readonly type?: string; readonly param?: number };
}

interface JaegerOptions {
  readonly reporter?: object;
  readonly throttler?: object;
  readonly debugThrottler?: object;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly contextKey?: string;
  readonly baggagePrefix?: string;
}

type InitTracer = (config: JaegerConfig, options?: JaegerOptions) => unknown;

/**
 * Where jaeger-client makes tracers: `initTracer`, which `initTracerFromEnv` ends in too, and the class itself. They give our tracer
 * from then on, except where a tracer keeps its spans in memory, as tests have it, or is disabled: what stays answers code that has moved.
 */
export function jaegerSeams(running: Running, log: Log): Seams {
  return {
    'jaeger-client/dist/src/configuration.js': (exports) => replaceInitTracer(exports, running, log),
    'jaeger-client/dist/src/tracer.js': (exports) => {
      replaceClass(exports, 'default', (parameters) => {
        // (serviceName, reporter, sampler, options): what the class of this file takes.
        const [serviceName, reporter, sampler, options] = parameters as [string?, object?, object?, JaegerOptions?];
        if (keepsSpans(reporter)) return undefined;
        const parts = { reporter, sampler, throttler: options?.debugThrottler };
        const config = serviceName === undefined ? {} : { serviceName };
        return makeTracer({ config, options, parts }, running, log);
      });
      answerOnJaegerTracer(exports);
    },
    ...jaegerClassSeams,
  };
}

function replaceInitTracer(exports: unknown, running: Running, log: Log): void {
  // What this file of jaeger-client exports.
  const configuration = (exports as { default: { initTracer: InitTracer } }).default;
  const original = configuration.initTracer;
  configuration.initTracer = (config, options) => {
    const own = attempt('initTracer', () => replaceTracer(config, options, running, log), undefined);
    // With the arguments as they are: what jaeger-client makes of bad ones is what the application knows.
    return own ?? original(config, options);
  };
}

function replaceTracer(config: JaegerConfig, options: JaegerOptions | undefined, running: Running, log: Log) {
  const isKept = config.disable || keepsSpans(options?.reporter);
  const parts = { reporter: options?.reporter, throttler: options?.throttler };
  return isKept ? undefined : makeTracer({ config, options, parts }, running, log);
}

/** A tracer without a place to send to is none that a migration is about. */
function keepsSpans(reporter: object | null | undefined): boolean {
  return ['InMemoryReporter', 'NoopReporter'].includes(classNameOf(reporter) ?? '');
}

/** What an application gives jaeger-client for a tracer. */
interface WantedTracer {
  readonly config: JaegerConfig;
  readonly options: JaegerOptions | undefined;
  readonly parts: JaegerParts;
}

function makeTracer({ config, options, parts }: WantedTracer, running: Running, log: Log): LegacyTracer {
  const { serviceName, sampler } = config;
  const { tags } = options ?? {};
  introduceTo(parts, serviceName, tags);
  introduce({ library: 'jaeger-client', serviceName, tags }, running, log);
  noticeHeaders(running, options ?? {});
  if (running.configuration.sampler === undefined) noticeSampler(sampler, running, log);
  return new LegacyTracer(running, {
    serviceName: serviceNameOf(running),
    accessToken: undefined,
    spanTags: undefined,
    extractsNothing: true,
    parts,
  });
}

function noticeSampler(sampler: JaegerConfig['sampler'], running: Running, log: Log): void {
  const known = sampler?.type === undefined ? undefined : samplerOf(sampler.type, sampler.param);
  const name = SAMPLERS.find((candidate) => candidate === known?.name);
  if (name === undefined)
    log.notice(
      warn(
        'jaeger-client asked its agent how much to sample, OpenTelemetry samples everything: set OTEL_TRACES_SAMPLER',
      ),
    );
  else running.chooseSampler(known?.argument === undefined ? { name } : { name, argument: Number(known.argument) });
}
