import type * as t from '@babel/types';
import { type ParentQuestion, parentQuestion } from '../../facts/options/parent-questions';
import type { Binding } from '../../facts/scopes/scope';
import type { OptionFlow } from '../../facts/types';
import { alwaysExits } from '../../parse/exits';
import { propertyName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { isFunctionLike } from '../syntax/flow';
import { listOf } from '../syntax/statements';
import type { FileContext } from '../types';

type Answer = 'present' | 'absent' | 'unknown';

/** What the tests around a use of passed-on options say of a parent among them. */
export function parentAskedFor(context: FileContext, use: t.Identifier, flow: OptionFlow): Answer {
  const binding = context.facts.scopes.bindingOf(use);
  if (!binding || binding.reassigned) return 'unknown';
  const { parents } = context.source;
  for (let at: t.Node = use; ; ) {
    const parent = parents.get(at);
    if (!parent || isFunctionLike(parent)) return 'unknown';
    if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
      if (parent.consequent === at && isPresentAfter(context, parent.test, binding)) return 'present';
      if (parent.alternate === at && isAbsentWithout(context, parent.test, binding, flow)) return 'absent';
    }
    if (listOf(context.source, at)?.some((other) => leavesIfPresent(context, other, at, binding, flow)))
      return 'absent';
    at = parent;
  }
}

/** `if (options && options.childOf) return ...;` before a statement. */
function leavesIfPresent(
  context: FileContext,
  statement: t.Node,
  before: t.Node,
  binding: Binding,
  flow: OptionFlow,
): boolean {
  if (statement.type !== 'IfStatement' || (statement.end ?? 0) > (before.start ?? 0)) return false;
  return alwaysExits([statement.consequent]) && isAbsentWithout(context, statement.test, binding, flow);
}

/** A parent is there where the test holds: nothing but it is asked for, or more than it. */
function isPresentAfter(context: FileContext, test: t.Expression, binding: Binding): boolean {
  const inner = unwrap(test);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&')
    return isPresentAfter(context, inner.left, binding) || isPresentAfter(context, inner.right, binding);
  const questions = questionsIn(context, inner, binding);
  // With links alone there is no parent, and the test holds all the same.
  return questions?.every(({ of }) => of === 'childOf' || context.options.followsFrom === 'parent') ?? false;
}

/** No parent is there where the test fails: it asks for all that may be one, and for the options themselves at the most. */
function isAbsentWithout(context: FileContext, test: t.Expression, binding: Binding, flow: OptionFlow): boolean {
  const inner = unwrap(test);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&') {
    const isThere = context.facts.scopes.bindingOf(unwrap(inner.left)) === binding;
    return isThere && isAbsentWithout(context, inner.right, binding, flow);
  }
  const asked = new Set(questionsIn(context, inner, binding)?.map(({ of }) => of));
  const hasReferences = flow.literals.some(({ node }) =>
    node.properties.some((one) => propertyName(one) === 'references'),
  );
  return asked.has('childOf') && (asked.has('references') || !hasReferences);
}

/** The questions that an expression is made of, if it is nothing else: one, or several by `||`. */
export function questionsIn(
  context: FileContext,
  node: t.Node,
  binding: Binding,
): readonly ParentQuestion[] | undefined {
  const inner = unwrap(node);
  if (inner.type === 'LogicalExpression' && inner.operator === '||') {
    const left = questionsIn(context, inner.left, binding);
    const right = left && questionsIn(context, inner.right, binding);
    return left && right ? [...left, ...right] : undefined;
  }
  for (const { node: use } of binding.references) {
    const question = parentQuestion(context.source.parents, use);
    if (question?.node === inner) return [question];
  }
  return undefined;
}
