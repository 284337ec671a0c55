import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import type { Unit } from '../../facts/types';
import { childrenOf } from '../../parse/parents';
import { rangeOf } from '../../parse/source-file';
import { isStartCall, siteOf } from '../calls/sites';
import { functionOf, nodesOfCall } from '../syntax/flow';
import { isCall, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Whether other code may reach the span of a unit after a call on it, or after its start, and before it is finished. */
export function mayBeReachedLater(context: FileContext, node: t.Node, unit: Unit): boolean {
  const binding = context.facts.scopes.all.find(({ identifier }) => context.facts.unitOf(identifier).id === unit.id);
  const passed = (binding?.references ?? []).map((one) => one.node).filter((one) => isPassedOn(context, one));
  if (binding !== undefined && isOwn(context, binding) && passed.length === 0) return false;
  const rest = untilFinish(context, node, unit);
  if (rest === undefined || rest.some((one) => isPause(one) || passed.some((mention) => mention === one))) return true;
  const isKept = binding === undefined || passed.some((mention) => rangeOf(mention).start < rangeOf(node).start);
  return isKept && rest.some((one) => (isCall(one) || one.type === 'NewExpression') && !siteOf(context, one));
}

/** Whether other code runs before the rest of the function does. */
function isPause(node: t.Node): boolean {
  return (
    node.type === 'AwaitExpression' || node.type === 'YieldExpression' || (node.type === 'ForOfStatement' && node.await)
  );
}

/** Whether a variable holds what is started here, and is not given it. */
function isOwn(context: FileContext, { declaration }: Binding): boolean {
  if (declaration.type !== 'VariableDeclarator' || declaration.id.type !== 'Identifier') return false;
  return !declaration.init || [...nodesOfCall([declaration.init])].some((node) => isStartCall(context, node));
}

/** Whether a mention of a span gives it to something else than OpenTracing. */
export function isPassedOn(context: Pick<FileContext, 'facts' | 'source'>, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  switch (parent?.type) {
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return parent.callee !== outer && siteOf(context, parent) === undefined;
    case 'ObjectProperty':
    case 'ObjectExpression':
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return isPassedOn(context, parent);
    case 'AssignmentExpression':
      return parent.right === outer;
    case 'VariableDeclarator':
      return parent.init === outer;
    case 'ArrowFunctionExpression':
    case 'ReturnStatement':
    case 'YieldExpression':
      return true;
    default:
      return false;
  }
}

/** Whether the function that a call on a span stands in finishes it then. */
export function isFinishedBehind(context: FileContext, node: t.Node, unit: Unit): boolean {
  return untilFinish(context, node, unit) !== undefined;
}

/** What runs in the same function behind a node until the span is finished; undefined where it is not finished there. */
function untilFinish(context: FileContext, node: t.Node, unit: Unit): t.Node[] | undefined {
  const fn = functionOf(context.source, node);
  const { end } = rangeOf(node);
  const finish = context.facts.calls.find(
    (site) =>
      site.member === 'span.finish' &&
      site.unit.id === unit.id &&
      rangeOf(site.node).end > end &&
      functionOf(context.source, site.node) === fn,
  );
  if (finish === undefined) return undefined;
  const before = rangeOf(finish.node).end;
  return [...nodesOfCall(childrenOf(fn ?? context.source.ast.program))].filter(
    (one) => rangeOf(one).start >= end && rangeOf(one).end <= before,
  );
}
