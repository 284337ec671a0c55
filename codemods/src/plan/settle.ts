import { type Finding, finding } from '../catalog/findings';
import type { CallSite, FileFacts, Unit } from '../facts/types';
import { lineOf } from '../parse/source-file';
import type { Proposal } from '../rules/types';

/** A proposal with where it was made, and the call it settles if it settles one. */
export interface Entry {
  readonly facts: FileFacts;
  readonly proposal: Proposal;
  readonly call: CallSite | undefined;
  /** The author said that it may stay. */
  readonly accepted: boolean;
}

/** A unit that stays whatever is proposed for it, and why. */
export interface KeptUnit {
  readonly unit: Unit;
  readonly stay: Stay;
}

/** Why an entry stays. `root` is the first reason of a chain; what the author accepts is not reported. */
export interface Stay {
  readonly finding: Finding;
  readonly root: Finding;
  readonly rootLine: number;
  /** What the reader finds there: its code, or the comment that accepts it. */
  readonly code: string;
  readonly accepted: boolean;
}

/**
 * Decides which proposals stay. What is left binds its units: no other use of them is rewritten either, and so on until
 * nothing changes. `refused` are rewrites that cannot be made after all, with the reason.
 */
export function settle(
  entries: readonly Entry[],
  refused: ReadonlyMap<Proposal, Finding>,
  kept: readonly KeptUnit[],
): ReadonlyMap<Entry, Stay> {
  const stays = new Map<Entry, Stay>();
  const users = usersOf(entries);
  const callers = callersOf(entries);
  const bound = new Set<string>();
  const queue: Entry[] = [];
  const leave = (entry: Entry, stay: Stay) => {
    if (stays.has(entry)) return;
    stays.set(entry, stay);
    queue.push(entry);
  };
  for (const entry of entries) {
    const reason = reasonToStay(entry, refused);
    if (reason !== undefined) leave(entry, firstStay(entry, reason));
  }
  const bind = (unit: Unit, stay: Stay) => {
    if (bound.has(unit.id)) return;
    bound.add(unit.id);
    for (const user of users.get(unit.id) ?? []) leave(user, follow(user, unit, stay));
    for (const user of callers.get(unit.id) ?? [])
      if (user.proposal.needsOneOf?.every(({ id }) => bound.has(id))) leave(user, follow(user, unit, stay));
  };
  for (const { unit, stay } of kept) bind(unit, stay);
  for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
    const stay = stays.get(entry);
    if (stay === undefined) continue;
    for (const unit of boundUnitsOf(entry)) bind(unit, stay);
  }
  return stays;
}

function firstStay(entry: Entry, reason: Finding): Stay {
  const { accepted } = entry;
  const code = accepted ? 'ot2otel-ignore' : reason.code;
  return { finding: reason, root: reason, rootLine: lineOf(entry.facts.source, reason.start), code, accepted };
}

/** What stays as soon as one of its units does. */
function usersOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  return byUnit(entries, ({ units, needs = [] }) => [...units, ...needs]);
}

/** What stays where all of some units do. */
function callersOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  return byUnit(entries, ({ needsOneOf = [] }) => needsOneOf);
}

function byUnit(
  entries: readonly Entry[],
  unitsOf: (proposal: Proposal) => readonly Unit[],
): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const { id } of unitsOf(entry.proposal)) {
      const known = found.get(id);
      if (known === undefined) found.set(id, [entry]);
      else known.push(entry);
    }
  }
  return found;
}

function reasonToStay(
  { facts, proposal, accepted }: Entry,
  refused: ReadonlyMap<Proposal, Finding>,
): Finding | undefined {
  const { outcome, site } = proposal;
  if (outcome.kind === 'leave') return outcome.finding;
  const reason = refused.get(proposal);
  // What the author accepted stays without a word; the finding only stands for it.
  return reason ?? (accepted ? finding('OT899', facts.source.path, site, { member: proposal.rule }) : undefined);
}

const WORKS_ON_ANY_TRACER = /^(?:tracer|mockTracer)\.(?:startSpan|inject|extract)$/;

/** Calls of a tracer that work on any of our tracers: leaving one does not bind the tracer, only what it makes. */
export function worksOnAnyTracer({ member }: CallSite): boolean {
  return WORKS_ON_ANY_TRACER.test(member);
}

/** What stays with an entry that stays. */
export function boundUnitsOf({ proposal, call }: Entry): readonly Unit[] {
  // `Tags.ERROR` is as good as 'error': where one stays, nothing else has to.
  if (proposal.rule === 'constants') return [];
  if (call === undefined || proposal.bindsTracer || !worksOnAnyTracer(call)) return proposal.units;
  return proposal.units.filter(({ id }) => id !== call.unit.id);
}

/** What stays because of something that the author accepted is told all the same: it would be lost with the shim. */
function follow(entry: Entry, unit: Unit, { root, rootLine, code }: Stay): Stay {
  const { facts, proposal, accepted } = entry;
  if (proposal.kept) return firstStay(entry, proposal.kept);
  const { path } = facts.source;
  const where = root.path === path ? `line ${rootLine}` : `${root.path}:${rootLine}`;
  return {
    finding: finding('OT802', path, proposal.site, { name: unit.name, code, where }),
    root,
    rootLine,
    code,
    accepted: accepted || proposal.isQuiet === true,
  };
}
