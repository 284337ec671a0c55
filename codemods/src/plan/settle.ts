import { type Finding, finding } from '../catalog/findings';
import type { CallSite, FileFacts, Unit } from '../facts/types';
import type { Proposal } from '../rules/types';

/** A proposal with where it was made, and the call it settles if it settles one. */
export interface Entry {
  readonly facts: FileFacts;
  readonly proposal: Proposal;
  readonly call: CallSite | undefined;
  /** The author said that it may stay. */
  readonly accepted: boolean;
}

/** Why an entry stays. `root` is the first reason of a chain; none of it is reported where the author accepted it. */
export interface Stay {
  readonly finding: Finding;
  readonly root: Finding;
  readonly rootLine: number;
  readonly accepted: boolean;
}

/**
 * Decides which proposals stay. What is left binds its units: no other use of them is rewritten either, and so on until
 * nothing changes. `refused` are rewrites that cannot be made after all, with the reason.
 */
export function settle(entries: readonly Entry[], refused: ReadonlyMap<Proposal, Finding>): ReadonlyMap<Entry, Stay> {
  const stays = new Map<Entry, Stay>();
  const users = usersOf(entries);
  const bound = new Set<string>();
  const queue: Entry[] = [];
  const leave = (entry: Entry, stay: Stay) => {
    if (stays.has(entry)) return;
    stays.set(entry, stay);
    queue.push(entry);
  };
  for (const entry of entries) {
    const reason = reasonToStay(entry, refused);
    if (reason !== undefined)
      leave(entry, { finding: reason, root: reason, rootLine: lineOf(entry, reason), accepted: entry.accepted });
  }
  for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
    const stay = stays.get(entry);
    if (stay === undefined) continue;
    for (const unit of boundUnitsOf(entry)) {
      if (bound.has(unit.id)) continue;
      bound.add(unit.id);
      for (const user of users.get(unit.id) ?? []) leave(user, follow(user, unit, stay));
    }
  }
  return stays;
}

function usersOf(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const users = new Map<string, Entry[]>();
  for (const entry of entries)
    for (const { id } of [...entry.proposal.units, ...(entry.proposal.needs ?? [])])
      users.set(id, [...(users.get(id) ?? []), entry]);
  return users;
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

/** Calls of a tracer that work on any of our tracers: leaving one does not bind the tracer, only what it makes. */
const WORKS_ON_ANY_TRACER = /^(?:tracer|mockTracer)\.(?:startSpan|inject|extract)$/;

function boundUnitsOf({ proposal, call }: Entry): readonly Unit[] {
  if (call === undefined || !WORKS_ON_ANY_TRACER.test(call.member)) return proposal.units;
  return proposal.units.filter(({ id }) => id !== call.unit.id);
}

function follow({ facts, proposal }: Entry, unit: Unit, { root, rootLine, accepted }: Stay): Stay {
  const { path } = facts.source;
  const where = root.path === path ? `line ${rootLine}` : `${root.path}:${rootLine}`;
  return {
    finding: finding('OT802', path, proposal.site, { name: unit.name, code: root.code, where }),
    root,
    rootLine,
    accepted,
  };
}

function lineOf({ facts }: Entry, { start }: Finding): number {
  return facts.source.text.slice(0, start).split(/\r\n|\n|\r/).length;
}
