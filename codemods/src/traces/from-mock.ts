import { type OpenTracingReference, recordOpenTracing } from './from-opentracing';
import type { RecordedSpan } from './types';

/** The parts of opentracing's MockSpan that a comparison needs; private fields, the same in every 0.14 release. */
export interface MockSpan {
  uuid(): string;
  operationName(): string;
  tags(): Readonly<Record<string, unknown>>;
  readonly _logs: readonly { fields: Readonly<Record<string, unknown>>; timestamp?: number }[];
  readonly _startMs: number;
  readonly _finishMs: number;
}

/** A reference of a MockTracer's span, with the span it refers to. */
export interface MockReference {
  readonly type: string;
  readonly span: MockSpan;
}

/**
 * The finished spans of a MockTracer. A MockTracer keeps no references (`MockSpan.addReference` is empty), so whoever wants
 * parents overrides `addReference` and passes what it got as `referencesOf`.
 */
export function recordMock(
  spans: readonly MockSpan[],
  service: string,
  referencesOf: (span: MockSpan) => readonly MockReference[] = () => [],
): RecordedSpan[] {
  return spans.filter((span) => span._finishMs !== 0).map((span) => recordOne(span, service, referencesOf));
}

function recordOne(
  span: MockSpan,
  service: string,
  referencesOf: (span: MockSpan) => readonly MockReference[],
): RecordedSpan {
  const parent = parentAmong(referencesOf(span));
  return recordOpenTracing({
    service,
    traceId: rootOf(span, referencesOf).uuid(),
    spanId: span.uuid(),
    ...(parent === undefined ? {} : { parentSpanId: parent.uuid() }),
    name: span.operationName(),
    tags: Object.entries(span.tags()),
    logs: span._logs.map(({ fields, timestamp }) => ({
      time: timestamp ?? span._startMs,
      fields: Object.entries(fields),
    })),
    references: referencesOf(span).map((reference) => linkTo(reference, referencesOf)),
    start: span._startMs,
    end: span._finishMs,
  });
}

/** The first child_of reference, else the first of any type. */
function parentAmong(references: readonly MockReference[]): MockSpan | undefined {
  return (references.find(({ type }) => type === 'child_of') ?? references[0])?.span;
}

function rootOf(span: MockSpan, referencesOf: (span: MockSpan) => readonly MockReference[]): MockSpan {
  const parent = parentAmong(referencesOf(span));
  return parent === undefined ? span : rootOf(parent, referencesOf);
}

function linkTo(
  { type, span }: MockReference,
  referencesOf: (span: MockSpan) => readonly MockReference[],
): OpenTracingReference {
  return { type, traceId: rootOf(span, referencesOf).uuid(), spanId: span.uuid() };
}
