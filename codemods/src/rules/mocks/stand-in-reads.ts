import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import { type Edit, replace } from '../../edit/edit';
import type { Unit } from '../../facts/types';
import { memberName, propertyName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { isNothing } from '../syntax/expressions';
import { nodesOf } from '../syntax/nodes';
import type { AnyMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import { argumentsAskedFor, assertedCall, readsKeptArguments } from './asserted-call';
import { successorMembers } from './successors';

/** What becomes of a place where a test reads a method of its mock. */
export interface StandInRead {
  readonly node: t.Node;
  /** What it may be read of, and goes with. */
  readonly doubles: readonly Unit[];
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

/** Where a test asks its mock about a method, `expect(span.finish).toHaveBeenCalled()`, the name changes too. */
export function readsOfStandIns(context: FileContext): readonly StandInRead[] {
  if (!isTestFile(context.source.path)) return [];
  return nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression').flatMap((node) => {
    const fact = node.computed ? undefined : context.facts.factOf(node.object);
    const role = fact?.standIn ? [...fact.roles].find((one) => one === 'span' || one === 'tracer') : undefined;
    if (role === undefined) return [];
    const doubles = context.facts.standInsAt(node.object);
    return readOf(context, node, role).map((read) => ({ doubles, ...read }));
  });
}

function readOf(
  context: FileContext,
  node: AnyMember,
  role: 'span' | 'tracer',
): (Omit<StandInRead, 'doubles'> & Partial<StandInRead>)[] {
  if (role === 'tracer' && asksForOptions(context, node)) {
    const told = { node, edits: [], findings: [asked(context, node)] };
    return [asksForParent(context, node) ? { ...told, doubles: [] } : told];
  }
  const successor = successorMembers(role).get(memberName(node) ?? '');
  // A call that the facts know is renamed by the rule of that method, or stays.
  const { calls, suspects } = context.facts;
  if (!successor || [...calls, ...suspects].some(({ node: call }) => call.callee === node)) return [];
  const asserted = assertedCall(context, node, memberName(node));
  if (asserted !== undefined && asserted !== 'unknown') {
    const edits = [replace(node.property, asserted.method), ...asserted.edits];
    return [{ node, edits, findings: asserted.isExact ? [asked(context, node)] : [] }];
  }
  const isAsked = asserted === 'unknown' || (isGivenOther(node) && readsKeptArguments(context, node));
  const findings = isAsked ? [asked(context, node)] : [];
  return [{ node, edits: [replace(node.property, successor)], findings }];
}

/** Whether a method is given something else than it was, and is not only called by another name. */
function isGivenOther(read: AnyMember): boolean {
  return /^(?:log|startSpan)$/.test(memberName(read) ?? '');
}

/** The options of a start differ, and what may be called instead is `startActiveSpan`. */
function asksForOptions(context: FileContext, read: AnyMember): boolean {
  return memberName(read) === 'startSpan' && (argumentsAskedFor(context, read)?.length ?? 0) > 1;
}

/** A start that stays may be given a parent that has moved. */
function asksForParent(context: FileContext, read: AnyMember): boolean {
  const options = argumentsAskedFor(context, read)?.at(-1);
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some(
    (property) =>
      property.type === 'ObjectProperty' && propertyName(property) === 'childOf' && !isNothing(property.value),
  );
}

function asked({ source }: FileContext, read: AnyMember): Finding {
  return finding('OT606', source.path, read, { name: textOf(source, read) });
}
