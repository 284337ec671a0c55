// Who is compared: the same work for each of them, on one provider.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
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

function makeProvider(sampled) {
  const { TracerProvider, AlwaysOnSampler, AlwaysOffSampler } = loadSdk();
  const sampler = sampled ? new AlwaysOnSampler() : new AlwaysOffSampler();
  return new TracerProvider({ sampler, spanProcessors: [NO_PROCESSOR] });
}

/** What of ours is compared: by name, the words that the work is in and the tracer that it is given. */
const OURS = {
  defaults: (provider) => ['open-tracing', shim.createTracerShim(provider)],
  strict: (provider) => ['open-tracing', shim.createTracerShim(provider, { strict: true })],
  // OpenTelemetry code on spans that answer OpenTracing too.
  native: (provider) => ['raw', shim.hybridTracerProvider(provider).getTracer('bench')],
};

/** Each has the code of its work for itself, as an application has: shared, it would be compiled for the spans of all of them. */
async function workOf(name, [words, tracer]) {
  const { makeWork } = await import(`./${words}-work.mjs?for=${encodeURIComponent(name)}`);
  return makeWork(tracer);
}

/** The contestants, by name; `raw` is what the others are compared with. */
export async function contestants({ sampled, mode }) {
  const provider = makeProvider(sampled);
  const entrants = {
    raw: ['raw', provider.getTracer('bench')],
    ours: OURS[mode](provider),
    'official shim': ['open-tracing', new official.TracerShim(provider.getTracer('bench'))],
  };
  const works = {};
  for (const [name, entrant] of Object.entries(entrants)) works[name] = await workOf(name, entrant);
  return works;
}

/** The SDK's version, as it says itself on the resource of its spans. */
export function sdkVersion() {
  const span = makeProvider(true).getTracer('bench').startSpan('version');
  return span.resource.attributes['telemetry.sdk.version'];
}
