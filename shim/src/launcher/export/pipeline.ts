import type { FinishedSpan, SpanExporter, SpanProcessor } from '../sdk/sdk-types';
import type { TraceSdk } from '../sdk/trace-sdk';
import type { Protocol } from '../settings/configuration';
import { EarlySpans } from './early-spans';
import type { NamedExporter } from './exporters';
import { PatientExporter, type PatientOptions } from './patient-exporter';
import { PromptProcessor } from './prompt-processor';

/** The variables of a batch processor; line 3 does not read them by itself. */
const BATCH_VARIABLES: Readonly<Record<string, string>> = {
  maxExportBatchSize: 'OTEL_BSP_MAX_EXPORT_BATCH_SIZE',
  maxQueueSize: 'OTEL_BSP_MAX_QUEUE_SIZE',
  scheduledDelayMillis: 'OTEL_BSP_SCHEDULE_DELAY',
  exportTimeoutMillis: 'OTEL_BSP_EXPORT_TIMEOUT',
};

const LIMIT_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  attributeCountLimit: ['OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT', 'OTEL_ATTRIBUTE_COUNT_LIMIT'],
  attributeValueLengthLimit: ['OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT', 'OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'],
  eventCountLimit: ['OTEL_SPAN_EVENT_COUNT_LIMIT'],
  linkCountLimit: ['OTEL_SPAN_LINK_COUNT_LIMIT'],
  attributePerEventCountLimit: ['OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT', 'OTEL_SPAN_ATTRIBUTE_PER_EVENT_COUNT_LIMIT'],
  attributePerLinkCountLimit: ['OTEL_LINK_ATTRIBUTE_COUNT_LIMIT', 'OTEL_SPAN_ATTRIBUTE_PER_LINK_COUNT_LIMIT'],
};

/** What is left over when the process ends, and how its receiver wants it. */
export interface Leftover {
  readonly protocol: Protocol;
  readonly spans: readonly FinishedSpan[];
}

export interface Pipeline {
  readonly processors: readonly SpanProcessor[];
  /** Hands over what no exporter has sent yet; the pipeline sends nothing from then on. */
  drain(): Leftover[];
  /** Resolves when no export is under way. */
  settled(): Promise<unknown>;
}

interface Branch extends Pick<Pipeline, 'drain' | 'settled'> {
  readonly processor: SpanProcessor;
}

/** One processor an exporter: the console at once, everything else in batches. */
export function createPipeline(
  exporters: readonly NamedExporter[],
  sdk: TraceSdk,
  env: NodeJS.ProcessEnv,
  patience: PatientOptions,
): Pipeline {
  const batch = numbersFrom(env, BATCH_VARIABLES);
  const branches = exporters.map((exporter) => createBranch(exporter, sdk, batch, patience));
  return {
    processors: branches.map(({ processor }) => processor),
    drain: () => branches.flatMap((branch) => branch.drain()),
    settled: () => Promise.all(branches.map((branch) => branch.settled())),
  };
}

function createBranch(
  { name, exporter, protocol }: NamedExporter,
  sdk: TraceSdk,
  batch: Record<string, number>,
  patience: PatientOptions,
): Branch {
  if (name === 'console') return createPrompt(exporter);
  if (protocol === undefined) return { processor: sdk.batch(exporter, batch), drain: () => [], settled };
  const last = new PatientExporter(exporter, patience);
  const early = new EarlySpans();
  const processor = early.before(sdk.batch(early.behind(last), batch));
  // A flush hands the whole queue to the exporter before it returns; only the answers come later.
  const flush = (): void => void processor.forceFlush().catch(() => undefined);
  const takeAll = (): FinishedSpan[] => [...last.takeAll(flush), ...early.takeAll()];
  return { processor, drain: () => [{ protocol, spans: takeAll() }], settled: () => last.settled() };
}

/** What is shown in this process is left to nobody. */
function createPrompt(exporter: SpanExporter): Branch {
  const processor = new PromptProcessor(exporter);
  const drain = (): Leftover[] => {
    processor.showAll();
    return [];
  };
  return { processor, drain, settled };
}

async function settled(): Promise<void> {}

/** OTEL_SPAN_*_LIMIT and their general forms, as the options of a provider. */
export function spanLimitsFrom(env: NodeJS.ProcessEnv): Record<string, number> {
  return numbersFrom(env, LIMIT_VARIABLES);
}

function numbersFrom(env: NodeJS.ProcessEnv, names: Readonly<Record<string, string | readonly string[]>>) {
  const numbers: Record<string, number> = {};
  for (const [option, variables] of Object.entries(names)) {
    const text = [variables]
      .flat()
      .map((variable) => env[variable]?.trim())
      .find(Boolean);
    const value = Number(text);
    if (text !== undefined && Number.isFinite(value) && value > 0) numbers[option] = value;
  }
  return numbers;
}
