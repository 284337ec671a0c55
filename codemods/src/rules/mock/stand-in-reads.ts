import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, replace } from '../../edit/edit';
import type { Binding } from '../../facts/scope';
import type { StandIn } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { type AnyMember, isMember, memberName, outermost } from '../data/syntax';
import type { FileContext } from '../types';
import { argumentsAskedFor, assertedCall } from './asserted-call';
import { successorMembers } from './successors';

/** What becomes of a place where a test reads a method of its mock. */
export interface StandInRead {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

/** Where a test asks its mock about a method, `expect(span.finish).toHaveBeenCalled()`, the name changes too. */
export function readsOfStandIn(context: FileContext, { node, role }: StandIn): readonly StandInRead[] {
  return (bindingOf(context, node)?.references ?? []).flatMap((reference) => {
    const { parent, node: outer } = outermost(context.source, reference.node);
    if (!isMember(parent) || parent.object !== outer || parent.computed) return [];
    if (role === 'tracer' && asksForOptions(context, parent)) return { edits: [], findings: [asked(context, parent)] };
    const successor = successorMembers(role).get(memberName(parent) ?? '');
    // A call that the facts know is renamed by the rule of that method.
    if (!successor || context.facts.calls.some(({ node: call }) => call.callee === parent)) return [];
    const asserted = assertedCall(context, parent);
    if (asserted !== undefined && asserted !== 'unknown')
      return { edits: [replace(parent.property, asserted.method), ...asserted.edits], findings: [] };
    const findings = asserted === 'unknown' ? [asked(context, parent)] : [];
    return { edits: [replace(parent.property, successor)], findings };
  });
}

/** The options of a start differ, and what may be called instead is `startActiveSpan`. */
function asksForOptions(context: FileContext, read: AnyMember): boolean {
  return memberName(read) === 'startSpan' && (argumentsAskedFor(context, read)?.length ?? 0) > 1;
}

function asked({ source }: FileContext, read: AnyMember): Finding {
  return finding('OT606', source.path, read, { name: textOf(source, read) });
}

/** The variable that an object literal is kept in. */
function bindingOf(context: FileContext, literal: t.Node): Binding | undefined {
  const { parent, node } = outermost(context.source, literal);
  const id =
    parent?.type === 'VariableDeclarator' && parent.init === node
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.right === node
        ? parent.left
        : undefined;
  return id?.type === 'Identifier' ? context.facts.scopes.bindingOf(id) : undefined;
}
