// The OpenTelemetry SDK of whichever line is installed: 2.x (`sdk-trace-node`) or 3.x (`sdk-trace`). Tests take the SDK from here
// only, so that every one of them runs on both lines.
import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as Line2 from '@opentelemetry/sdk-trace-node';

type TraceSdk = Pick<
  typeof Line2,
  | 'AlwaysOffSampler'
  | 'AlwaysOnSampler'
  | 'BatchSpanProcessor'
  | 'InMemorySpanExporter'
  | 'RandomIdGenerator'
  | 'SamplingDecision'
  | 'SimpleSpanProcessor'
  | 'TraceIdRatioBasedSampler'
  | 'ParentBasedSampler'
> & { TracerProvider: typeof Line2.BasicTracerProvider };

export type {
  IdGenerator,
  ReadableSpan,
  Sampler,
  Span,
  SpanExporter,
  SpanProcessor,
} from '@opentelemetry/sdk-trace-node';

/** 2 or 3: the SDK's major version that this process runs on. */
export const sdkLine: 2 | 3 = isInstalled('@opentelemetry/sdk-trace-node') ? 2 : 3;

/** Not by resolving: the copy for line 3 lies inside the workspace, whose packages would be found there. */
function isInstalled(name: string): boolean {
  return existsSync(path.join(__dirname, '../../node_modules', name));
}

function loadSdk(): TraceSdk {
  if (sdkLine === 3) return require('@opentelemetry/sdk-trace');
  const sdk: typeof Line2 = require('@opentelemetry/sdk-trace-node');
  return { ...sdk, TracerProvider: sdk.BasicTracerProvider };
}

export const sdk: TraceSdk = loadSdk();

export interface Recording {
  provider: InstanceType<TraceSdk['TracerProvider']>;
  exporter: InstanceType<TraceSdk['InMemorySpanExporter']>;
  /** Finished spans, oldest first; waits for the exporter, which SDK 3 calls asynchronously. */
  finished(): Promise<Line2.ReadableSpan[]>;
}

/** A provider that keeps what it exports; registers nothing globally. */
export function recordingProvider(config: ConstructorParameters<typeof Line2.BasicTracerProvider>[0] = {}): Recording {
  const exporter = new sdk.InMemorySpanExporter();
  const processor = simpleProcessor(exporter);
  const provider = new sdk.TracerProvider({ ...config, spanProcessors: [...(config.spanProcessors ?? []), processor] });
  return {
    provider,
    exporter,
    async finished() {
      await processor.forceFlush();
      return exporter.getFinishedSpans();
    },
  };
}

/** SDK 3 takes `{ exporter }`, SDK 2 the exporter itself. */
export function simpleProcessor(exporter: Line2.SpanExporter): Line2.SpanProcessor {
  const Processor = sdk.SimpleSpanProcessor as unknown as new (argument: unknown) => Line2.SpanProcessor;
  return new Processor(sdkLine === 3 ? { exporter } : exporter);
}
