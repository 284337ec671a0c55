import type { Difference } from './differences';
import { eventKey } from './nodes';
import type { Attributes, CanonicalEvent, CanonicalSpan, Status } from './types';
import { keyOf } from './values';

/** How one span differs from another in what it says of itself; links and place are compared where both graphs are known. */
export function spanDifferences(before: CanonicalSpan, after: CanonicalSpan, path: readonly string[]): Difference[] {
  const scalars: [Difference['aspect'], string | undefined, string | undefined][] = [
    ['service', before.service, after.service],
    ['name', before.name, after.name],
    ['kind', before.kind, after.kind],
    ['status', statusText(before.status), statusText(after.status)],
    ['start time', timeText(before.start), timeText(after.start)],
    ['end time', timeText(before.end), timeText(after.end)],
    ['parent', parentText(before.orphan), parentText(after.orphan)],
  ];
  return [
    ...scalars.flatMap(([aspect, expected, got]) => differing(aspect, path, undefined, expected, got)),
    ...attributeDifferences('attribute', before.attributes, after.attributes, path),
    ...eventDifferences(before.events, after.events, path),
  ];
}

function differing(
  aspect: Difference['aspect'],
  path: readonly string[],
  key: string | undefined,
  expected: string | undefined,
  got: string | undefined,
): Difference[] {
  if (expected === got) return [];
  return [
    {
      aspect,
      path,
      ...(key === undefined ? {} : { key }),
      ...(expected === undefined ? {} : { expected }),
      ...(got === undefined ? {} : { got }),
    },
  ];
}

function attributeDifferences(
  aspect: Difference['aspect'],
  before: Attributes,
  after: Attributes,
  path: readonly string[],
  prefix = '',
): Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) => {
    const texts = [before, after].map((attributes) => (key in attributes ? keyOf(attributes[key]) : undefined));
    return differing(aspect, path, `${prefix}${key}`, texts[0], texts[1]);
  });
}

/** Events keep their order. Equal ones are lined up; what is between them is paired by name, in order. */
function eventDifferences(
  before: readonly CanonicalEvent[],
  after: readonly CanonicalEvent[],
  path: readonly string[],
): Difference[] {
  const differences: Difference[] = [];
  let [from, to] = [0, 0];
  for (const [left, right] of [...commonEvents(before, after), [before.length, after.length] as const]) {
    differences.push(...gapDifferences(before.slice(from, left), after.slice(to, right), path));
    [from, to] = [left + 1, right + 1];
  }
  return differences;
}

/** The longest common subsequence, as pairs of positions. */
function commonEvents(before: readonly CanonicalEvent[], after: readonly CanonicalEvent[]): [number, number][] {
  const [left, right] = [before.map(eventKey), after.map(eventKey)];
  const lengths = left.map(() => new Array<number>(right.length).fill(0));
  const length = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] ?? [];
      row[j] = left[i] === right[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) pairs.push([i++, j++]);
    else if (length(i + 1, j) >= length(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function gapDifferences(
  before: readonly CanonicalEvent[],
  after: readonly CanonicalEvent[],
  path: readonly string[],
): Difference[] {
  const rest = [...after];
  const changed = before.flatMap((event): Difference[] => {
    const index = rest.findIndex(({ name }) => name === event.name);
    const [same] = index < 0 ? [] : rest.splice(index, 1);
    if (same === undefined)
      return [{ aspect: 'missing event', path, key: event.name, expected: keyOf(event.attributes) }];
    return [
      ...differing('event time', path, event.name, timeText(event.time), timeText(same.time)),
      ...attributeDifferences('event attribute', event.attributes, same.attributes, path, `${event.name} / `),
    ];
  });
  const added = rest.map(
    ({ name, attributes }): Difference => ({ aspect: 'unexpected event', path, key: name, got: keyOf(attributes) }),
  );
  return [...changed, ...added];
}

function statusText({ code, message }: Status): string {
  return message === undefined ? code : `${code} ${JSON.stringify(message)}`;
}

function timeText(time: number | undefined): string {
  return time === undefined ? 'the time of the run' : `${new Date(time).toISOString()} (${time})`;
}

function parentText(orphan: boolean): string {
  return orphan ? 'a span that was not recorded' : 'as drawn';
}
