import type * as t from '@babel/types';
import { isWithin, rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { asksForStarts } from './asks-for-starts';
import { freeName } from './free-name';
import { isAskedForReport, type MockVariable, mockVariables } from './mock-variable';
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

/**
 * The exporter of the SDK, as long as its spans are those of MockTracer in the same order: it has them when they have ended. Where a test
 * asks for more, a processor of its own, which has them from their start on.
 */
export function memoryOf(context: FileContext, tracer?: MockVariable): SpanMemory {
  const number = tracer ? numberAmong(context, tracer) : '';
  return keepsStarts(context) ? recorder(context, number) : exporter(context, number);
}

const known = new WeakMap<FileContext, boolean>();

function keepsStarts(context: FileContext): boolean {
  const keeps = known.get(context) ?? asksForStarts(context);
  known.set(context, keeps);
  return keeps;
}

/** Empty, but for the second of two mock tracers that are known in one place, where one name would stand for both. */
function numberAmong(context: FileContext, { statement, binding }: MockVariable): string {
  const asked = mockVariables(context).filter((one) => isAskedForReport(context, one));
  const place = asked.findIndex((one) => one.binding === binding);
  const scopeOf = (one: t.Statement) => context.source.parents.get(one);
  const shared = asked.slice(0, place).filter((one) => isEitherWithin(scopeOf(one.statement), scopeOf(statement)));
  return shared.length === 0 ? '' : String(shared.length + 1);
}

function isEitherWithin(one: t.Node | undefined, other: t.Node | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  const [a, b] = [rangeOf(one), rangeOf(other)];
  return isWithin(a, b) || isWithin(b, a);
}

function exporter(context: FileContext, number: string): SpanMemory {
  const name = freeName(context, ['exporter', 'spanExporter', 'memoryExporter', 'otelSpanExporter']) + number;
  return {
    isRecorder: false,
    name,
    made: 'new InMemorySpanExporter()',
    processor: `new SimpleSpanProcessor(${name})`,
    spans: `${name}.getFinishedSpans()`,
    imports: ['InMemorySpanExporter', 'SimpleSpanProcessor'],
  };
}

function recorder(context: FileContext, number: string): SpanMemory {
  const name = freeName(context, ['recorder', 'spanRecorder', 'memoryRecorder', 'otelSpanRecorder']) + number;
  const made = `new ${nameOfRecorder(context)}()`;
  return { isRecorder: true, name, made, processor: name, spans: `${name}.spans`, imports: [] };
}
