import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Methods that ignore what their callback gives back. */
const LISTENERS = new Set(['on', 'once', 'addListener', 'addEventListener', 'forEach', 'prependListener', 'finally']);

/** Whether nothing reads the value of a call. */
export function isUnused(context: FileContext, node: t.Node): boolean {
  const { node: outer, parent } = outermost(context.source, node);
  switch (parent?.type) {
    case 'ExpressionStatement':
      return true;
    case 'UnaryExpression':
      return parent.operator === 'void';
    case 'LogicalExpression':
      return parent.right === outer && isUnused(context, parent);
    case 'ConditionalExpression':
      return parent.test !== outer && isUnused(context, parent);
    case 'SequenceExpression':
      return parent.expressions.at(-1) !== outer || isUnused(context, parent);
    case 'ArrowFunctionExpression':
      return parent.body === outer && isListener(context, parent);
    default:
      return false;
  }
}

function isListener(context: FileContext, callback: t.Node): boolean {
  const parent = context.source.parents.get(callback);
  if (parent?.type !== 'CallExpression') return false;
  const { callee } = parent;
  if (callee.type === 'Identifier') return /^(?:setTimeout|setImmediate|setInterval|queueMicrotask)$/.test(callee.name);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  const { name } = callee.property;
  return LISTENERS.has(name) || (/^(?:then|catch)$/.test(name) && isUnusedPromise(context, parent));
}

/** A promise for whose value nobody asks: `p.catch(report);`, `await p.catch(report);`, `p.catch(report).finally(close);`. */
function isUnusedPromise(context: FileContext, promise: t.Node): boolean {
  const { parent } = outermost(context.source, promise);
  if (parent?.type === 'AwaitExpression') return isUnused(context, parent);
  const next = parent?.type === 'MemberExpression' ? context.source.parents.get(parent) : undefined;
  if (parent?.type !== 'MemberExpression' || next?.type !== 'CallExpression' || next.callee !== parent)
    return isUnused(context, promise);
  const asks = memberName(parent) === 'then' && !next.arguments.every(takesNothing);
  return !asks && /^(?:then|catch|finally)$/.test(memberName(parent) ?? '') && isUnusedPromise(context, next);
}

function takesNothing(callback: t.Node): boolean {
  return callback.type === 'ArrowFunctionExpression' && callback.params.length === 0;
}
