/** What can differ between two spans, or two sets of spans. */
export type Aspect =
  | 'missing span'
  | 'unexpected span'
  | 'moved span'
  | 'trace'
  | 'structure'
  | 'service'
  | 'name'
  | 'kind'
  | 'status'
  | 'attribute'
  | 'missing event'
  | 'unexpected event'
  | 'event time'
  | 'event attribute'
  | 'missing link'
  | 'unexpected link'
  | 'start time'
  | 'end time'
  | 'parent';

/** One difference between the traces before and after. */
export interface Difference {
  readonly aspect: Aspect;
  /** The names of the spans from the root down to the one that differs, as they were before. */
  readonly path: readonly string[];
  /** The attribute, or the event, or the event and its attribute. */
  readonly key?: string;
  /** As text that shows the type; undefined if there was none. */
  readonly expected?: string;
  readonly got?: string;
}

/** A difference as one line for people. */
export function describeDifference({ aspect, path, key, expected, got }: Difference): string {
  const where = path.join(' > ') || 'all traces';
  const what = key === undefined ? aspect : `${aspect} ${key}`;
  if (expected === undefined && got === undefined) return `${where}: ${what}`;
  return `${where}: ${what}: expected ${expected ?? 'none'}, got ${got ?? 'none'}`;
}
