import { type CanonicalTrace, canonicalTraces, type RecordedSpan } from '../../../codemods/src/traces';

/** A span of the trace that a test describes; its id is its name unless given. */
export type Sketch = Partial<RecordedSpan> & { name: string; parent?: string; linksTo?: string[] };

export const RUN = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 1) + 1000 };

const EMPTY = { traceId: 't1', service: 'shop', kind: 'internal', status: { code: 'unset' }, attributes: {} } as const;

/** Recorded spans from a sketch: each its own id, times within the run. */
export function recorded(sketches: readonly Sketch[]): RecordedSpan[] {
  return sketches.map(({ parent, linksTo = [], ...span }) => ({
    ...EMPTY,
    spanId: span.name,
    events: [],
    start: RUN.from + 1,
    end: RUN.from + 2,
    ...(parent === undefined ? {} : { parentSpanId: parent }),
    links: linksTo.map((spanId) => ({
      traceId: span.traceId ?? EMPTY.traceId,
      spanId,
      attributes: { 'opentracing.ref_type': 'follows_from' },
    })),
    ...span,
  }));
}

/** The canonical traces of a sketch. */
export function traces(sketches: readonly Sketch[]): CanonicalTrace[] {
  return canonicalTraces(recorded(sketches), RUN);
}
