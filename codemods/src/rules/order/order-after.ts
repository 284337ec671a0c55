import type * as t from '@babel/types';
import { applyEdits } from '../../edit/apply';
import { type Edit, insert } from '../../edit/edit';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { conflicts, does, type Effect } from '../effects/effects';
import type { FileContext } from '../types';

/** Two parts of a call that came one after the other, and no longer do. */
export interface Swap {
  readonly first: Effect;
  readonly second: Effect;
}

/** What edits do to the order in which the parts of a call are evaluated. */
export interface OrderAfter {
  readonly swaps: readonly Swap[];
  /** Those that are evaluated more than once. */
  readonly repeated: readonly Effect[];
  /** Those that are not evaluated any more, such as what gave something of OpenTracing's. */
  readonly gone: readonly Effect[];
}

/** Nothing changes. */
const AS_BEFORE: OrderAfter = { swaps: [], repeated: [], gone: [] };

/** Looks for each part in what the edits make of the file. */
export function orderAfter(context: FileContext, edits: readonly Edit[], effects: readonly Effect[]): OrderAfter {
  if (edits.every((edit) => leavesInPlace(context, edit, effects))) return AS_BEFORE;
  const places = placesAfter(context, edits, effects);
  const found = effects.map((effect) => ({ effect, at: places.get(rangeOf(effect.node).start) ?? [] }));
  return {
    swaps: found.flatMap(({ effect: first, at: [here] }, index) =>
      found.slice(index + 1).flatMap(({ effect: second, at: [there] }) => {
        const isSwapped = here !== undefined && there !== undefined && there < here;
        return isSwapped && !isPart(first.node, second.node) && conflicts(context, first, second)
          ? [{ first, second }]
          : [];
      }),
    ),
    repeated: found.flatMap(({ effect, at }) => (does(effect) && at.length > 1 ? [effect] : [])),
    gone: found.flatMap(({ effect, at }) => (does(effect) && at.length === 0 ? [effect] : [])),
  };
}

/** Whether a node is a part of another. */
export function isPart(outer: t.Node, inner: t.Node): boolean {
  return isWithin(rangeOf(inner), rangeOf(outer));
}

/** Whether an edit keeps all of the parts inside it, each once and one after the other: then the file need not be written to see it. */
function leavesInPlace({ source }: FileContext, { start, end, parts }: Edit, effects: readonly Effect[]): boolean {
  let at = start;
  const lost = (until: number) => effects.some(({ node }) => rangeOf(node).start < until && rangeOf(node).end > at);
  for (const part of parts) {
    if (typeof part === 'string') {
      if (effects.some((effect) => does(effect) && part.includes(textOf(source, effect.node)))) return false;
      continue;
    }
    if (part.start < at || part.end > end || lost(part.start)) return false;
    at = part.end;
  }
  return start === end || !lost(end);
}

// No source holds these.
const [OPEN, CLOSE] = ['\u0001', '\u0002'];
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'g');

/** What stands for a part in a text that is only written to see where it comes. */
export function markOf({ node }: Effect): string {
  return `${OPEN}${rangeOf(node).start}${CLOSE}`;
}

/** Where the parts stand in the text after the edits, by where they began before. */
function placesAfter(
  context: FileContext,
  edits: readonly Edit[],
  effects: readonly Effect[],
): ReadonlyMap<number, readonly number[]> {
  const starts = new Set(effects.map(({ node }) => rangeOf(node).start));
  // A name of one letter has no inside.
  const marks = effects.map((effect) => {
    const { start, end } = rangeOf(effect.node);
    return insert(end - start > 1 ? start + 1 : start, markOf(effect), 1);
  });
  const { text } = applyEdits(context.source, [
    ...edits.map((edit) => withCopiesMarked(context, edit, effects)),
    ...unique(marks),
  ]);
  const places = new Map<number, number[]>([...starts].map((start) => [start, []]));
  for (const match of text.matchAll(MARK)) places.get(Number(match[1]))?.push(match.index);
  return places;
}

function unique(edits: readonly Edit[]): readonly Edit[] {
  return [...new Map(edits.map((edit) => [edit.parts.join(), edit])).values()];
}

/** Rules write some expressions as text. */
function withCopiesMarked({ source }: FileContext, edit: Edit, effects: readonly Effect[]): Edit {
  const parts = edit.parts.map((part) => {
    if (typeof part !== 'string') return part;
    const copied = effects
      .filter((effect) => does(effect))
      .map(({ node }) => ({ text: textOf(source, node), start: rangeOf(node).start }));
    // Which of two that read the same is meant nobody knows.
    const known = copied.filter(({ text, start }) =>
      copied.every((other) => other.start === start || other.text !== text),
    );
    return known.reduce(
      (all, { text, start }) => all.replaceAll(text, `${text[0]}${OPEN}${start}${CLOSE}${text.slice(1)}`),
      part,
    );
  });
  return { ...edit, parts };
}
