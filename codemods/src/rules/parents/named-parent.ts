import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, keep } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { constantBefore } from '../syntax/constant-before';
import { isNothing } from '../syntax/expressions';
import { allNodes } from '../syntax/flow';
import { nameFor } from '../syntax/name-for';
import { ownStatement } from '../syntax/own-statement';
import { calledMethod } from '../syntax/syntax';
import type { FileContext } from '../types';
import { maybeContext, noParent, withSpan } from './context-parts';
import { type DoubtedParent, type SettledParent, settled } from './plain-parent';
import type { Lineage } from './references';

/** A parent that is put into a constant of its own before the call. */
export interface NamedParent {
  readonly parent: SettledParent;
  readonly declaration: Edit;
}

/**
 * A parent that is computed where it is used, such as `storage.get('span')`, and may be anything: it gets a name, so that it can
 * be looked at before it is used. Undefined where that would change what is evaluated, or when.
 */
export function nameParent(
  context: FileContext,
  literal: t.ObjectExpression,
  call: t.Node,
  { parent, parentNode }: Lineage,
): NamedParent | undefined {
  if (parent.kind !== 'left') return undefined;
  const statement = context.source.parents.get(literal) === call ? ownStatement(context.source, call) : undefined;
  // What is declared before the call need not be known where options stand that are passed on.
  if (context.passedOn || !statement || !parentNode || !isFirstCall(context, literal, call, parentNode))
    return undefined;
  if (parent.doubted) return nameDoubted(context, statement, parentNode, parent.doubted);
  if (!parent.unnamed || parent.unnamed !== parentNode) return undefined;
  if (!parent.isSpan && asksForContext(parentNode)) return undefined;
  const name = nameFor(context, literal, ['parent', 'parentSpan', 'spanParent']);
  return {
    parent: parent.isSpan ? maybeSpan(context, name) : maybeEither(context, name, parentNode),
    declaration: constantBefore(context.source, statement, `const ${name} = `, keep(parentNode)),
  };
}

/** `contextOf(request) || span`: the left gets the name, where it is what is evaluated first. */
function nameDoubted(
  context: FileContext,
  statement: t.Node,
  parentNode: t.Expression,
  { operand, named }: DoubtedParent,
): NamedParent | undefined {
  const whole = withoutNothing(parentNode);
  if (whole.type !== 'LogicalExpression' || whole.operator === '&&' || whole.left !== operand) return undefined;
  const name = nameFor(context, operand, ['extracted', 'extractedContext']);
  return {
    parent: named(name),
    declaration: constantBefore(context.source, statement, `const ${name} = `, keep(operand)),
  };
}

/** `a || b || undefined`: that there may be none of the two is nothing to say of a Context. */
function withoutNothing(parent: t.Expression): t.Node {
  const inner = unwrap(parent);
  const isDoubt = inner.type === 'LogicalExpression' && inner.operator !== '&&' && isNothing(inner.right);
  return isDoubt ? withoutNothing(inner.left) : inner;
}

/** `x.context()`, for an x that is not proven: whatever has moved does not answer to it. Or one of several parents is that. */
function asksForContext(parent: t.Expression): boolean {
  const asked = unwrap(parent);
  if (asked.type === 'LogicalExpression') return asksForContext(asked.left) || asksForContext(asked.right);
  if (asked.type === 'ConditionalExpression')
    return asksForContext(asked.consequent) || asksForContext(asked.alternate);
  return calledMethod(asked) === 'context';
}

function maybeSpan(context: FileContext, name: string): SettledParent {
  return settled([name, ' ? ', ...withSpan(context, [name]), ' : ', noParent(context)]);
}

function maybeEither(context: FileContext, name: string, parent: t.Node): SettledParent {
  const findings = [finding('OT104', context.source.path, parent, { name: textOf(context.source, parent) })];
  return settled(maybeContext(context, name), findings);
}

/** Whether no other call of the arguments would run after the parent's instead of before it, or the other way round. */
export function isFirstCall(
  context: FileContext,
  literal: t.ObjectExpression,
  call: t.Node,
  parent: t.Expression,
): boolean {
  const inside = new Set(allNodes([parent]));
  const others = [...allNodes([call])].filter((node) => node !== call && /Call|New|Await|Yield/.test(node.type));
  // Whoever asks for the global tracer gets the same.
  const calls = others.filter((node) => siteOf(context, node)?.member !== 'globalTracer');
  return calls.every((node) => inside.has(node)) && literal.properties.every(({ type }) => type === 'ObjectProperty');
}
