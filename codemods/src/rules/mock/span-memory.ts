import type { FileContext } from '../types';
import { asksForStarts } from './asks-for-starts';
import { freeName } from './free-name';
import { nameOfRecorder } from './span-recorder';

/** What keeps the spans of the mock tracers of a file, in words of the source. */
export interface SpanMemory {
  readonly isRecorder: boolean;
  readonly name: string;
  /** What makes one. */
  readonly made: string;
  /** What a provider is given. */
  readonly processor: string;
  /** The spans that it has. */
  readonly spans: string;
  /** What the SDK has to give for it. */
  readonly imports: readonly string[];
}

const known = new WeakMap<FileContext, SpanMemory>();

/**
 * The exporter of the SDK, as long as its spans are those of MockTracer in the same order: it has them when they have ended. Where a test
 * asks for more, a processor of its own, which has them from their start on.
 */
export function memoryOf(context: FileContext): SpanMemory {
  const memory = known.get(context) ?? (asksForStarts(context) ? recorder(context) : exporter(context));
  known.set(context, memory);
  return memory;
}

function exporter(context: FileContext): SpanMemory {
  const name = freeName(context, ['exporter', 'spanExporter', 'memoryExporter', 'otelSpanExporter']);
  return {
    isRecorder: false,
    name,
    made: 'new InMemorySpanExporter()',
    processor: `new SimpleSpanProcessor(${name})`,
    spans: `${name}.getFinishedSpans()`,
    imports: ['InMemorySpanExporter', 'SimpleSpanProcessor'],
  };
}

function recorder(context: FileContext): SpanMemory {
  const name = freeName(context, ['recorder', 'spanRecorder', 'memoryRecorder', 'otelSpanRecorder']);
  const made = `new ${nameOfRecorder(context)}()`;
  return { isRecorder: true, name, made, processor: name, spans: `${name}.spans`, imports: [] };
}
