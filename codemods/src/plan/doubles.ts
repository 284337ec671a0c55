import type * as t from '@babel/types';
import type { FileFacts, StandInUse } from '../facts/types';
import { lineOf } from '../parse/source-file';
import type { Between } from '../rules/types';
import type { Entry, KeptUnit, Stay } from './settle';

/** A double of a test that keeps OpenTracing's names. */
interface KeptDouble extends KeptUnit {
  readonly entry: Entry;
  /** What it answers by to those who call it by the new names; undefined where nobody does. */
  readonly between: Between | undefined;
}

/** The doubles of which some calls stay, perhaps because their file is outside of the run, as far as they do not stay themselves. */
export function doublesThatStay(
  entries: readonly Entry[],
  stays: ReadonlyMap<Entry, Stay>,
  isOutside: (file: FileFacts) => boolean,
): readonly KeptDouble[] {
  const doubles = entries.filter((entry) => entry.proposal.between && !stays.has(entry) && !isOutside(entry.facts));
  if (doubles.length === 0) return [];
  const users = new Map<t.Node, Entry>();
  for (const entry of entries) if (entry.proposal.rule !== 'mocks') users.set(entry.proposal.site, entry);
  return doubles.flatMap((entry) => keptDouble(entry, { userAt: (node) => users.get(node), stays, isOutside }));
}

interface Users {
  userAt(node: t.Node): Entry | undefined;
  readonly stays: ReadonlyMap<Entry, Stay>;
  isOutside(file: FileFacts): boolean;
}

function keptDouble(entry: Entry, { userAt, stays, isOutside }: Users): KeptDouble[] {
  const { between, units } = entry.proposal;
  const [unit] = units;
  if (between === undefined || unit === undefined) return [];
  const stayOf = ({ node }: StandInUse) => {
    const user = userAt(node);
    return user && stays.get(user);
  };
  const isCalledOutside = ({ node }: StandInUse) => {
    const user = userAt(node);
    return user !== undefined && isOutside(user.facts);
  };
  const kept = between.uses.filter((use) => use.stays || stayOf(use) || isCalledOutside(use));
  if (kept.length === 0) return [];
  const moves = between.uses.some((use) => !kept.includes(use) && userAt(use.node));
  const why = kept.map(stayOf).find((stay) => stay !== undefined);
  if (!moves && why) return [{ entry, unit, stay: why, between: undefined }];
  return [{ entry, unit, stay: stayOfDouble(entry, between), between }];
}

/** What is said of a double that answers to both is said there. */
function stayOfDouble({ facts }: Entry, { finding }: Between): Stay {
  return { finding, root: finding, rootLine: lineOf(facts.source, finding.start), code: finding.code, accepted: false };
}

/** The entries of a file, where those of doubles between old and new are what they answer by. */
export function answeringBoth(entries: readonly Entry[], doubles: readonly KeptDouble[]): readonly Entry[] {
  const between = doubles.filter((double) => double.between);
  const isBetween = (id: string) => between.some(({ unit }) => unit.id === id);
  return entries.map((entry) => {
    const double = between.find((one) => one.entry === entry);
    if (double?.between) return { ...entry, proposal: answering(entry, double.between) };
    const isAsked = isRemark(entry) && entry.proposal.needs?.some(({ id }) => isBetween(id));
    return isAsked ? { ...entry, proposal: { ...entry.proposal, needs: [] } } : entry;
  });
}

/** A place of which only is told that something else may be called there: so it may by those that have moved. */
function isRemark({ proposal: { rule, outcome } }: Entry): boolean {
  return rule === 'mocks' && outcome.kind === 'rewrite' && outcome.edits.length === 0;
}

function answering({ proposal: { rule, site } }: Entry, { edits, finding }: Between): Entry['proposal'] {
  return { rule, site, units: [], outcome: { kind: 'rewrite', edits, findings: [finding] } };
}
