import type * as t from '@babel/types';
import { type Finding, finding } from '../catalog/findings';
import { applyEdits, EditConflict, type Edited } from '../edit/apply';
import { type Edit, remove } from '../edit/edit';
import type { CallSite, FileFacts } from '../facts/types';
import { isOpenTracing } from '../imports/tracing-bindings';
import type { Range } from '../parse/source-file';
import type { Proposal } from '../rules/types';
import { withArguments, withoutOthersWork } from './arguments';
import { asidesOf } from './asides';
import { borderEdits, withoutBorder } from './border/border';
import { type Sides, sidesOf } from './border/sides';
import { answeringBoth, doublesThatStay } from './doubles';
import { type DoubleOutside, doublesOutside, toldOfDoubles } from './doubles-outside';
import { leftBefore } from './left-before';
import { keepLostComments } from './lost-comments';
import { mocksOutside } from './mocks-outside';
import { isAccepted, type Left, planRemarks } from './remarks';
import { type RootsOutside, toldOfRoots } from './roots-outside';
import { type Entry, type Stay, settle } from './settle';
import { countSpans, NO_SPANS, type SpanCounts } from './span-counts';
import { type StaleRemark, staleRemarks, standingRemarks } from './stale-remarks';
import { type Suspicion, suspicionsOf, unitsOfSuspects } from './suspicions';

/** What the rules say of one file. */
export interface FileProposals {
  readonly facts: FileFacts;
  readonly proposals: readonly Proposal[];
  /** Whether all rules were asked: then a call of which none speaks is reported. */
  readonly complete: boolean;
  /** All that is said of a file which stays as it is, to the last byte. */
  readonly whole?: readonly Finding[];
}

/** What is done to one file, and what is said of it. */
export interface FilePlan {
  /** The text after the edits; undefined where there are none. */
  readonly edited: string | undefined;
  readonly creates: readonly { readonly path: string; readonly text: string }[];
  readonly findings: readonly Finding[];
  /** Calls of OpenTracing that are rewritten, and that stay. */
  readonly sites: { readonly rewritten: number; readonly left: number };
  readonly spans: SpanCounts;
}

export interface PlannedFile {
  readonly facts: FileFacts;
  readonly plan: FilePlan;
}

/** What is known of the files that stay out of a run. */
export interface Outside {
  /** What they start on tracers of the files that are in it. */
  readonly roots: RootsOutside;
  has(file: FileFacts): boolean;
}

const NOTHING_OUTSIDE: Outside = { roots: new Map(), has: () => false };

/** Decides over a whole project: a unit is rewritten everywhere or nowhere, and no two edits claim the same text. */
export function plan(
  files: readonly FileProposals[],
  { comments }: { readonly comments: boolean },
  outside = NOTHING_OUTSIDE,
): readonly PlannedFile[] {
  const entries = new Map(files.map((file) => [file, entriesOf(file)]));
  const refused = new Map<Proposal, Finding>();
  const kept = [...files.flatMap(unitsOfSuspects), ...mocksOutside([...entries.values()].flat(), outside.has)];
  for (;;) {
    const all = [...entries.values()].flat();
    const stays = withArguments(all, settle(all, refused, kept));
    const doubles = doublesThatStay(all, stays, outside.has);
    if (doubles.length > 0) {
      kept.push(...doubles);
      for (const [file, own] of entries) entries.set(file, answeringBoth(own, doubles));
      continue;
    }
    const decided = {
      stays,
      sides: sidesOf(files, all, stays),
      isTold: leftBefore(all),
      roots: outside.roots,
      doubles: doublesOutside(all, stays, outside.has),
    };
    const drafts = files.map((file) =>
      draftOf(file, withoutOthersWork(entries.get(file) ?? [], stays), decided, comments),
    );
    const conflicts = drafts.flatMap(({ conflict }) => conflict ?? []);
    if (conflicts.length === 0) return drafts;
    for (const { proposal, finding } of conflicts) refused.set(proposal, finding);
  }
}

/** The proposals of a file as entries; a call that no rule speaks of stays. */
function entriesOf({ facts, proposals, complete }: FileProposals): readonly Entry[] {
  const calls = new Map<t.Node, CallSite>(facts.calls.map((call) => [call.node, call]));
  const settled = new Set(proposals.map(({ site }) => site));
  const silent = complete ? facts.calls.filter(({ node }) => !settled.has(node)) : [];
  return [...proposals, ...silent.map((call) => unspokenOf(facts, call))].map((proposal) => ({
    facts,
    proposal,
    call: calls.get(proposal.site),
    accepted: isAccepted(facts.source, proposal.site),
  }));
}

function unspokenOf({ source }: FileFacts, { node, member, unit }: CallSite): Proposal {
  const outcome = { kind: 'leave', finding: finding('OT899', source.path, node, { member }) } as const;
  return { rule: 'start-span', site: node, units: [unit], outcome };
}

/** What is decided over the whole project. */
interface Decided {
  readonly stays: ReadonlyMap<Entry, Stay>;
  readonly sides: Sides;
  /** What an earlier run has left, and told of. */
  isTold(entry: Entry): boolean;
  readonly roots: RootsOutside;
  readonly doubles: readonly DoubleOutside[];
}

interface Draft extends PlannedFile {
  readonly conflict?: { readonly proposal: Proposal; readonly finding: Finding };
}

function draftOf(
  { facts, whole, complete }: FileProposals,
  entries: readonly Entry[],
  { stays, sides, isTold, roots, doubles }: Decided,
  comments: boolean,
): Draft {
  if (whole !== undefined) return untouched(facts, whole, countSpans(entries, stays));
  const staying = entries.filter((entry) => stays.has(entry));
  const left = staying.flatMap((entry) => stays.get(entry) ?? []).filter(({ accepted }) => !accepted);
  const applied = entries.filter((entry) => !stays.has(entry));
  const edits = [
    ...applied.flatMap(({ proposal }) => editsOf(proposal)),
    ...borderEdits(facts, staying, applied, sides),
    ...withoutBorder(applied, sides),
  ];
  const suspicions = suspicionsOf(facts, new Set(entries.map(({ proposal }) => proposal.site)));
  const isChanged = edits.length + remarked(entries, stays).length > 0;
  const reasons = remarked(
    entries.filter((entry) => !isTold(entry)),
    stays,
  );
  const doubts = isChanged || isSure(facts, suspicions) ? suspicions.filter((one) => one.remarked) : [];
  const remarks = comments ? planRemarks(facts.source, [...reasons, ...doubts]) : [];
  const moved = applied.flatMap(({ proposal }) => (editsOf(proposal).length > 0 ? [proposal.site] : []));
  const held = [...allLeft(entries, stays), ...suspicions];
  const stale = comments && complete ? staleRemarks(facts.source, moved, held) : [];
  const plan: FilePlan = {
    edited: undefined,
    creates: applied.flatMap(createsOf),
    findings: [
      ...left.map((stay) => stay.finding),
      ...applied.flatMap(findingsOf),
      ...toldOfRoots(facts.source.path, applied, roots),
      ...toldOfDoubles(facts.source.path, applied, doubles),
      ...suspicions.map(({ finding }) => finding),
      ...asidesOf(facts),
      ...(complete ? standingRemarks(facts.source, held, stale) : []),
    ].sort(byPlace),
    sites: countSites(facts, entries, stays),
    spans: countSpans(entries, stays),
  };
  if (edits.length + remarks.length === 0) return { facts, plan };
  return written({ facts, plan }, applied, () => edit(facts, [...edits, ...remarks], stale));
}

/** A file of which all that is to be said is why it stays as it is. */
function untouched(facts: FileFacts, findings: readonly Finding[], spans: FilePlan['spans']): Draft {
  const sites = { rewritten: 0, left: facts.calls.length };
  return { facts, plan: { edited: undefined, creates: [], findings, sites, spans } };
}

/** A file that only looks like OpenTracing stays as it is to the last byte: what is suspected there is told in the report. */
function isSure({ imports }: FileFacts, suspicions: readonly Suspicion[]): boolean {
  return (
    imports.some(({ specifier }) => isOpenTracing(specifier)) ||
    suspicions.some(({ finding }) => finding.code === 'OT804')
  );
}

/** The draft with its text; without one, and with the conflict, where two of the edits claim the same. */
function written({ facts, plan }: Draft, applied: readonly Entry[], write: () => Edited): Draft {
  try {
    const { text, isVoid } = write();
    const gone = new Set(applied.flatMap((entry) => (isGone(entry, isVoid) ? findingsOf(entry) : [])));
    return { facts, plan: { ...plan, edited: text, findings: plan.findings.filter((one) => !gone.has(one)) } };
  } catch (error) {
    if (!(error instanceof EditConflict)) throw error;
    return { facts, plan, conflict: conflictOf(facts, applied, error) };
  }
}

function edit({ source }: FileFacts, planned: readonly Edit[], stale: readonly StaleRemark[]): Edited {
  const edits = [...planned, ...stale.map(({ line }) => remove(line))];
  const first = applyEdits(source, edits);
  const lost = keepLostComments(source, edits, first, new Set(stale.map(({ comment }) => comment)));
  return lost.length === 0 ? first : applyEdits(source, [...edits, ...lost]);
}

/** Whether what a rule speaks of does not stand in the result at all: nothing is to be read there. */
function isGone({ proposal }: Entry, isVoid: Edited['isVoid']): boolean {
  const edits = editsOf(proposal);
  return edits.length > 0 && edits.every(isVoid);
}

/** Whatever stays, also because of something else. */
function allLeft(entries: readonly Entry[], stays: ReadonlyMap<Entry, Stay>): readonly Left[] {
  return entries.flatMap((entry) => {
    const stay = stays.get(entry);
    return stay ? [stay.finding, stay.root].map((told) => ({ site: entry.proposal.site, finding: told })) : [];
  });
}

function editsOf({ outcome }: Proposal): readonly Edit[] {
  return outcome.kind === 'rewrite' ? outcome.edits : [];
}

function findingsOf({ proposal: { outcome } }: Entry): readonly Finding[] {
  return outcome.kind === 'rewrite' ? (outcome.findings ?? []) : [];
}

function createsOf({ proposal: { outcome } }: Entry): FilePlan['creates'] {
  return outcome.kind === 'rewrite' ? (outcome.creates ?? []) : [];
}

/** A reason is written at its own place alone: not again at everything that stays because of it. */
function remarked(entries: readonly Entry[], stays: ReadonlyMap<Entry, Stay>): readonly Left[] {
  return entries.flatMap((entry) => {
    const stay = stays.get(entry);
    if (stay === undefined || stay.accepted || stay.finding !== stay.root) return [];
    return [{ site: entry.proposal.site, finding: stay.finding }];
  });
}

function countSites(
  { calls }: FileFacts,
  entries: readonly Entry[],
  stays: ReadonlyMap<Entry, Stay>,
): FilePlan['sites'] {
  const rewritten = new Set(
    entries.filter((entry) => entry.call && !stays.has(entry)).map(({ proposal }) => proposal.site),
  );
  for (const entry of stays.keys()) rewritten.delete(entry.proposal.site);
  return { rewritten: rewritten.size, left: calls.length - rewritten.size };
}

/** What asks for edits beside the rules: what passes between the two sides, and remarks. */
const PLAN = 'plan';

function conflictOf({ source }: FileFacts, applied: readonly Entry[], { first, second }: EditConflict) {
  const ownerOf = (edit: Edit) => applied.find(({ proposal }) => editsOf(proposal).includes(edit))?.proposal;
  const [one, other] = [ownerOf(first), ownerOf(second)];
  const refused = other ?? one;
  if (refused === undefined) throw new TypeError('a conflict between edits that no rule proposed');
  const args = { first: one?.rule ?? PLAN, second: other?.rule ?? PLAN };
  return { proposal: refused, finding: finding('OT902', source.path, refused.site, args) };
}

function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || a.code.localeCompare(b.code);
}

/** A file as far as leaving it whole goes. */
export interface WholeFile {
  readonly path: string;
  /** Where its code stands. */
  readonly program: Range;
  /** Where its calls of OpenTracing stand. */
  readonly calls: readonly Range[];
  /** How many of them start a span. */
  readonly starts: number;
}

/** The plan of a file that is left whole after all: everything in it stays, and each call says why. */
export function rollBack(
  { path, program, calls, starts }: WholeFile,
  { findings }: FilePlan,
  reason: string,
): FilePlan {
  const left = findings.filter(({ severity }) => severity === 'left');
  const asides = findings.filter(({ severity }) => severity === 'info');
  const told = new Set(left.map(({ start }) => start));
  const silent = calls.filter(({ start }) => !told.has(start));
  const places = left.length + silent.length === 0 ? [program] : silent;
  const all = [...left, ...asides, ...places.map((place) => finding('OT901', path, place, { reason }))];
  const sites = { rewritten: 0, left: calls.length };
  return { edited: undefined, creates: [], findings: all.sort(byPlace), sites, spans: { ...NO_SPANS, left: starts } };
}
