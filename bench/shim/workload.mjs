// The work of one span, in the words of each API: a child span with two attributes at the start, four after it, one event, and its end.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
export const api = require('@opentelemetry/api');
const official = require('@opentelemetry/shim-opentracing');
const shim = require('@ot2otel/shim');

/** The SDK of the line that is installed. Not by resolving: the copy for line 3 lies inside the workspace of line 2. */
function loadSdk() {
  const line2 = new URL('../../node_modules/@opentelemetry/sdk-trace-node', import.meta.url);
  if (!existsSync(line2)) return require('@opentelemetry/sdk-trace');
  const sdk = require('@opentelemetry/sdk-trace-node');
  return { ...sdk, TracerProvider: sdk.BasicTracerProvider };
}

/** A processor that costs nothing: the exporter is no part of the comparison. */
const NO_PROCESSOR = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };

export function makeProvider(sampled) {
  const { TracerProvider, AlwaysOnSampler, AlwaysOffSampler } = loadSdk();
  const sampler = sampled ? new AlwaysOnSampler() : new AlwaysOffSampler();
  return new TracerProvider({ sampler, spanProcessors: [NO_PROCESSOR] });
}

function rawWork(provider) {
  const tracer = provider.getTracer('bench');
  const parent = tracer.startSpan('parent');
  return (i) => {
    const context = api.trace.setSpan(api.context.active(), parent);
    const span = tracer.startSpan('child', { attributes: { component: 'http', 'http.method': 'GET' } }, context);
    span.setAttribute('http.url', 'http://localhost/');
    span.setAttribute('http.status_code', 200);
    span.setAttribute('cached', false);
    span.setAttribute('attempt', i);
    span.addEvent('cache-miss', { event: 'cache-miss', key: 'user:1' });
    span.end();
  };
}

function openTracingWork(tracer) {
  const parent = tracer.startSpan('parent');
  return (i) => {
    const span = tracer.startSpan('child', { childOf: parent, tags: { component: 'http', 'http.method': 'GET' } });
    span.setTag('http.url', 'http://localhost/');
    span.setTag('http.status_code', 200);
    span.setTag('cached', false);
    span.setTag('attempt', i);
    span.log({ event: 'cache-miss', key: 'user:1' });
    span.finish();
  };
}

/** What of ours is compared: by name, a maker of the work on a provider. */
const OURS = {
  defaults: (provider) => openTracingWork(shim.createTracerShim(provider)),
  strict: (provider) => openTracingWork(shim.createTracerShim(provider, { strict: true })),
  // OpenTelemetry code on spans that answer OpenTracing too.
  native: (provider) => rawWork(shim.hybridTracerProvider(provider)),
};

/** The contestants, by name; `raw` is what the others are compared with. */
export function contestants({ sampled, mode }) {
  const provider = makeProvider(sampled);
  return {
    raw: rawWork(provider),
    ours: OURS[mode](provider),
    'official shim': openTracingWork(new official.TracerShim(provider.getTracer('bench'))),
  };
}

/** The SDK's version, as it says itself on the resource of its spans. */
export function sdkVersion() {
  const span = makeProvider(true).getTracer('bench').startSpan('version');
  return span.resource.attributes['telemetry.sdk.version'];
}
