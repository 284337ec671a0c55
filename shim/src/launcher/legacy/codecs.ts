import type { FleetFormat } from '../../propagation/fleet';
import { JaegerPropagator } from '../../propagation/jaeger';
import type { Running } from '../running';
import { classNameOf } from './class-name';

/** Private, but the only trace that custom header names leave in a codec of jaeger-client. */
interface Codec {
  readonly _contextKey?: string;
  readonly _baggagePrefix?: string;
}

/** By the names of the classes of jaeger-client and lightstep-tracer. */
const FORMATS: Readonly<Record<string, FleetFormat>> = {
  ZipkinB3TextMapCodec: 'b3multi',
  B3Propagator: 'b3multi',
  DDPropagator: 'datadog',
  LightStepPropagator: 'ottrace',
};

/** Adds the format that a legacy codec speaks, unless OTEL_PROPAGATORS has the say. */
export function noticeCodec(running: Running, format: string, codec: unknown): void {
  if (running.configuration.propagatorsGiven || typeof codec !== 'object' || codec === null) return;
  const known = FORMATS[classNameOf(codec) ?? ''];
  const { _contextKey, _baggagePrefix }: Codec = codec;
  if (known !== undefined) addFormat(running, format, known);
  else noticeHeaders(running, { contextKey: _contextKey, baggagePrefix: _baggagePrefix });
}

const noticed = new WeakMap<Running, Set<string>>();

/** Whether it is the first time; a tracer for each request says it for each request. */
function isNew(running: Running, names: HeaderNames): boolean {
  const known = noticed.get(running) ?? new Set();
  noticed.set(running, known);
  const key = JSON.stringify([names.contextKey, names.baggagePrefix]);
  if (known.has(key)) return false;
  known.add(key);
  return true;
}

/** Adds a Jaeger format with other header names, as `contextKey` and `baggagePrefix` of jaeger-client ask for. */
export function noticeHeaders(running: Running, names: HeaderNames): void {
  const { contextKey, baggagePrefix } = names;
  const isUsual = (contextKey ?? 'uber-trace-id') === 'uber-trace-id' && (baggagePrefix ?? 'uberctx-') === 'uberctx-';
  if (isUsual || running.configuration.propagatorsGiven || !isNew(running, names)) return;
  const config = {
    ...(contextKey === undefined ? {} : { customTraceHeader: contextKey }),
    ...(baggagePrefix === undefined ? {} : { customBaggageHeaderPrefix: baggagePrefix }),
  };
  running.http.add(new JaegerPropagator({ ...config, encoding: 'http' }));
  running.textMap.add(new JaegerPropagator({ ...config, encoding: 'text-map' }));
}

export interface HeaderNames {
  readonly contextKey?: string | undefined;
  readonly baggagePrefix?: string | undefined;
}

function addFormat(running: Running, format: string, known: FleetFormat): void {
  if (format === 'text_map') running.textMap.add(known);
  else running.http.add(known);
}
