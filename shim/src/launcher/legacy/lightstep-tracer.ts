import type { Log } from '../log';
import { warn } from '../notices';
import type { Running } from '../running';
import { noticeCodec } from './codecs';
import { introduce, serviceNameOf } from './introduce';
import { LegacyTracer } from './legacy-tracer';
import type { Seams } from './module-hook';
import { replaceClass } from './replace-class';

/** The options of lightstep-tracer that have a meaning for OpenTelemetry (its README). */
interface LightstepOptions {
  readonly component_name?: string;
  readonly access_token?: string;
  readonly disabled?: boolean;
  readonly tags?: Readonly<Record<string, unknown>>;
  readonly default_span_tags?: Readonly<Record<string, unknown>>;
  readonly propagators?: Readonly<Record<string, unknown>> | null;
}

/** Where lightstep-tracer makes tracers: `new Tracer({ ... })` gives our tracer from then on. */
export function lightstepSeams(running: Running, log: Log): Seams {
  return {
    'lightstep-tracer/lib/lib.js': (exports) =>
      replaceClass(exports, 'Tracer', ([options]) => {
        // What the class takes.
        const given = (options ?? {}) as LightstepOptions;
        return given.disabled ? undefined : makeTracer(given, running, log);
      }),
  };
}

function makeTracer(options: LightstepOptions, running: Running, log: Log): LegacyTracer {
  const { component_name: serviceName, tags, propagators } = options;
  introduce({ library: 'lightstep-tracer', serviceName, tags }, running, log);
  for (const [format, propagator] of Object.entries(propagators ?? {})) noticeCodec(running, format, propagator);
  if (options.access_token && !process.env.LS_ACCESS_TOKEN)
    log.notice(
      warn('the access_token of lightstep-tracer is not sent to an OTLP endpoint by itself: set LS_ACCESS_TOKEN'),
    );
  return new LegacyTracer(running, {
    serviceName: serviceNameOf(running),
    accessToken: options.access_token,
    spanTags: options.default_span_tags,
  });
}
