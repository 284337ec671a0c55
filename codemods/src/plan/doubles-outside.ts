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
  /** Everybody gets it who asks for the global tracer, and so from each test that makes one global. */
  readonly isGlobal: boolean;
}

/** The doubles that would have to change with the code that calls them, in files that do not. */
export function doublesOutside(
  entries: readonly Entry[],
  stays: ReadonlyMap<Entry, Stay>,
  isOutside: (file: FileFacts) => boolean,
): readonly DoubleOutside[] {
  return entries.flatMap((entry) => {
    const { facts, proposal } = entry;
    if (proposal.between === undefined || !isOutside(facts)) return [];
    // With the shim a MockTracer that stays answers to both; one that is made global is not met at all.
    if (proposal.rule === 'mock-tracer' || (proposal.rule === 'mocks' && stays.has(entry))) return [];
    const where = `${facts.source.path}:${lineOf(facts.source, rangeOf(proposal.site).start)}`;
    const uses = new Set(proposal.between.uses.map(({ node }) => node));
    return [{ where, uses, isGlobal: proposal.rule === 'tracer-setup' }];
  });
}

/** What it means for them that a file calls them by new names, told where it first does. */
export function toldOfDoubles(
  path: string,
  applied: readonly Entry[],
  doubles: readonly DoubleOutside[],
): readonly Finding[] {
  let isGlobalTold = false;
  return doubles.flatMap(({ where, uses, isGlobal }) => {
    if (isGlobal && isGlobalTold) return [];
    const moved = applied.filter((entry) => uses.has(entry.proposal.site) && isRewritten(entry));
    const [first] = moved.map(({ proposal }) => proposal.site).sort((a, b) => rangeOf(a).start - rangeOf(b).start);
    if (first === undefined) return [];
    isGlobalTold ||= isGlobal;
    return [finding('OT613', path, first, { where })];
  });
}
