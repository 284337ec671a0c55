import type * as t from '@babel/types';
import { type Finding, finding } from '../catalog/findings';
import type { FileFacts } from '../facts/types';
import { lineOf, rangeOf } from '../parse/source-file';
import { isRewritten } from './border/sides';
import type { Entry, Stay } from './settle';

/** A double of a test that stays out of this run, with OpenTracing's names alone. */
export interface DoubleOutside {
  /** `order.test.js:4` */
  readonly where: string;
  /** Where its methods are called. */
  readonly uses: ReadonlySet<t.Node>;
}

/** The doubles that would have to change with the code that calls them, in files that do not. */
export function doublesOutside(
  entries: readonly Entry[],
  stays: ReadonlyMap<Entry, Stay>,
  isOutside: (file: FileFacts) => boolean,
): readonly DoubleOutside[] {
  return entries.flatMap((entry) => {
    const { facts, proposal } = entry;
    if (proposal.between === undefined || stays.has(entry) || !isOutside(facts)) return [];
    const where = `${facts.source.path}:${lineOf(facts.source, rangeOf(proposal.site).start)}`;
    return [{ where, uses: new Set(proposal.between.uses.map(({ node }) => node)) }];
  });
}

/** What it means for them that a file calls them by new names, told where it first does. */
export function toldOfDoubles(
  path: string,
  applied: readonly Entry[],
  doubles: readonly DoubleOutside[],
): readonly Finding[] {
  return doubles.flatMap(({ where, uses }) => {
    const moved = applied.filter((entry) => uses.has(entry.proposal.site) && isRewritten(entry));
    const [first] = moved.map(({ proposal }) => proposal.site).sort((a, b) => rangeOf(a).start - rangeOf(b).start);
    return first ? [finding('OT613', path, first, { where })] : [];
  });
}
