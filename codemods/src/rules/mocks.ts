import { finding } from '../catalog/findings';
import { type Edit, insert, replace } from '../edit/edit';
import { keeperOf } from '../facts/keeper';
import type { StandIn } from '../facts/types';
import { rangeOf } from '../parse/source-file';
import { nameOfEvent } from './mock/event-of-double';
import { contextsOfDouble, idsOfDouble } from './mock/ids-of-double';
import { blankBefore, keyNameOf, type MockMember, membersOf } from './mock/members';
import { moduleMocks } from './mock/module-mocks';
import { parentsOfStarts } from './mock/parents-of-starts';
import { secondMember } from './mock/second-member';
import { spiedMethods } from './mock/spied-methods';
import { doubleOf, readsOfStandIns } from './mock/stand-in-reads';
import { optionsOfDouble } from './mock/start-of-double';
import { secondMembers, successorMembers } from './mock/successors';
import type { FileContext, Proposal, Rule } from './types';

/** Hand-written mocks answer to the names that the code they are given calls now. */
export const mocks: Rule = {
  name: 'mocks',
  *propose(context) {
    for (const standIn of context.facts.standIns) {
      const edits = memberEdits(context, standIn);
      if (edits.length > 0) yield rename(context, standIn, edits);
    }
    for (const { node, double, edits, findings } of readsOfStandIns(context))
      yield { rule: 'mocks', site: node, units: [], needs: [double], outcome: { kind: 'rewrite', edits, findings } };
    yield* spiedMethods(context);
    yield* moduleMocks(context);
  },
};

/** It stays where all variables do on which it is called; it cannot answer to both names where some move. */
function rename(context: FileContext, { node, role, usedBy }: StandIn, edits: readonly Edit[]): Proposal {
  const findings = [finding('OT602', context.source.path, node, { role })];
  const kept = keeperOf(context.source.parents, node);
  return {
    rule: 'mocks',
    site: node,
    units: kept ? [doubleOf(context, kept)] : [],
    needsOneOf: usedBy,
    outcome: { kind: 'rewrite', edits, findings },
  };
}

function memberEdits(context: FileContext, { node, role }: StandIn): Edit[] {
  const members = membersOf(node);
  const names = new Set(members.map(keyNameOf));
  const edits = members.flatMap((member) => {
    const name = keyNameOf(member);
    const successor = name && successorMembers(role).get(name);
    const renamed = successor && !names.has(successor) ? [replace(member.key, successor)] : [];
    if (renamed.length > 0 && successor === 'addEvent') renamed.push(...nameOfEvent(context, member));
    if (role === 'tracer' && name === 'startSpan') renamed.push(...optionsOfDouble(context, member));
    if (successor === 'spanContext')
      renamed.push(...contextsOfDouble(member).flatMap((one) => idsOfDouble(context, one)));
    return [...renamed, ...added(context, member, role, names)];
  });
  return [...edits, ...withIds(context, { node, role }, names)];
}

/** A span that is the parent of others is asked for its ids now; one that a test made without any has none. */
function withIds(
  context: FileContext,
  { node, role }: Pick<StandIn, 'node' | 'role'>,
  names: ReadonlySet<string | undefined>,
): Edit[] {
  const last = membersOf(node).at(-1);
  const hasIds = names.has('context') || names.has('spanContext');
  if (role !== 'span' || hasIds || !last || !parentsOfStarts(context.project).has(node)) return [];
  const text = `,${blankBefore(context.source, last)}spanContext: () => ${context.api('INVALID_SPAN_CONTEXT')}`;
  return [insert(rangeOf(last).end, text, 1)];
}

/** What one old method did is two now: a tag may be the status, a log an exception. */
function added(
  context: FileContext,
  member: MockMember,
  role: StandIn['role'],
  names: ReadonlySet<string | undefined>,
): Edit[] {
  const name = keyNameOf(member);
  const second = name === undefined ? undefined : secondMembers(role).get(name);
  if (!second || names.has(second)) return [];
  const blank = blankBefore(context.source, member);
  const { end } = rangeOf(member);
  const separator = member.type === 'ObjectProperty' || member.type === 'ObjectMethod' ? ',' : '';
  return [{ ...insert(end, ''), parts: [`${separator}${blank}`, ...secondMember(context, member, second, blank)] }];
}
