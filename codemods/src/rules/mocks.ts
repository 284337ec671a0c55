import { finding } from '../catalog/findings';
import { hasMethod } from '../catalog/opentracing-api';
import { type Edit, insert } from '../edit/edit';
import type { AssignedMember, StandIn } from '../facts/types';
import { rangeOf } from '../parse/source-file';
import { answeringBoth } from './mocks/answering-both';
import { assignedBehind, secondAssigned } from './mocks/assigned-member';
import { nameOfEvent } from './mocks/event-of-double';
import { handedOver } from './mocks/handed-over';
import { inFactory } from './mocks/hoisted';
import { contextsOfDouble, idsOfDouble } from './mocks/ids-of-double';
import { listedMethods } from './mocks/listed-methods';
import { behind, blankBefore, keyNameOf, type MockMember, membersOf, membersOfDouble, renamed } from './mocks/members';
import { moduleMocks } from './mocks/module-mocks';
import { ownPropagation } from './mocks/own-propagation';
import { parentsOfStarts } from './mocks/parents-of-starts';
import { secondMember } from './mocks/second-member';
import { spiedMethods } from './mocks/spied-methods';
import { readsOfStandIns, type StandInRead } from './mocks/stand-in-reads';
import { optionsOfDouble } from './mocks/start-of-double';
import { secondMembers, successorMembers } from './mocks/successors';
import type { FileContext, Proposal, Rule } from './types';

/** Hand-written mocks answer to the names that the code they are given calls now. */
export const mocks: Rule = {
  name: 'mocks',
  *propose(context) {
    for (const standIn of context.facts.standIns) {
      const written = inFactory(context, standIn.node);
      const edits = memberEdits(written, standIn);
      if (edits.length > 0 || standIn.assigned.some(({ name }) => hasMethod(standIn.role, name)))
        yield rename(written, standIn, edits);
    }
    for (const read of readsOfStandIns(context)) yield readAs(read);
    yield* spiedMethods(context);
    yield* moduleMocks(context);
    yield* handedOver(context);
    yield* listedMethods(context);
    yield* ownPropagation(context);
  },
};

/** It goes by the names of its double, of which all is told. */
function readAs({ node, doubles, edits, findings }: StandInRead): Proposal {
  const outcome = { kind: 'rewrite', edits, findings } as const;
  return { rule: 'mocks', site: node, units: [], needs: doubles, isQuiet: true, outcome };
}

/** It stays where all calls of it do, and answers to both names where some move. */
function rename(context: FileContext, standIn: StandIn, edits: readonly Edit[]): Proposal {
  const { node, role, unit, uses } = standIn;
  return {
    rule: 'mocks',
    site: node,
    units: [unit],
    needs: standIn.companions,
    between: {
      uses,
      edits: answeringBoth(context, standIn),
      finding: finding('OT608', context.source.path, node, { role }),
    },
    outcome: { kind: 'rewrite', edits, findings: [finding('OT602', context.source.path, node, { role })] },
  };
}

function memberEdits(context: FileContext, standIn: StandIn): Edit[] {
  const { node, role } = standIn;
  const members = membersOf(node);
  const names = new Set(membersOfDouble(standIn).map(keyNameOf));
  const edits = members.flatMap((member) => {
    const name = keyNameOf(member);
    const successor = name && successorMembers(role).get(name);
    const changed = successor && !names.has(successor) ? [renamed(member, successor)] : [];
    if (changed.length > 0 && successor === 'addEvent') changed.push(...nameOfEvent(context, member));
    if (role === 'tracer' && name === 'startSpan') changed.push(...optionsOfDouble(context, member));
    if (successor === 'spanContext')
      changed.push(...contextsOfDouble(member).flatMap((one) => idsOfDouble(context, one)));
    return [...changed, ...added(context, member, role, names)];
  });
  return [...edits, ...assignedEdits(context, standIn, names), ...withIds(context, standIn, names)];
}

/** The names of what is written to it are read, and change as such: here is what else there is to it. */
function assignedEdits(
  context: FileContext,
  { role, firstAssigned }: StandIn,
  names: ReadonlySet<string | undefined>,
): Edit[] {
  return firstAssigned.flatMap((member) => {
    const { name, node } = member;
    const second = secondMembers(role).get(name);
    return [
      ...(name === 'log' && role !== 'tracer' ? nameOfEvent(context, node) : []),
      ...(name === 'startSpan' && role === 'tracer' ? optionsOfDouble(context, node) : []),
      ...(name === 'context' ? contextsOfDouble(node).flatMap((one) => idsOfDouble(context, one)) : []),
      ...(second && !names.has(second) ? [secondAssigned(context, member, second)] : []),
    ];
  });
}

/** A span that is the parent of others is asked for its ids now; one that a test made without any has none. */
function withIds(
  context: FileContext,
  { node, role, assigned }: StandIn,
  names: ReadonlySet<string | undefined>,
): Edit[] {
  const last = membersOf(node).at(-1);
  const hasIds = names.has('context') || names.has('spanContext');
  if (role !== 'span' || hasIds || !parentsOfStarts(context.project).has(node)) return [];
  if (!last) return assigned.slice(-1).map((member) => withoutIds(context, member));
  const text = `,${blankBefore(context.source, last)}spanContext: () => ${context.api('INVALID_SPAN_CONTEXT')}`;
  return [insert(rangeOf(last).end, text, 1)];
}

function withoutIds(context: FileContext, member: AssignedMember): Edit {
  const statement = `return ${context.api('INVALID_SPAN_CONTEXT')}`;
  return assignedBehind(context, member, { name: 'spanContext', head: 'spanContext()', statement });
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
  return [behind(context.source, member, ...secondMember(context, member, second, blank))];
}
