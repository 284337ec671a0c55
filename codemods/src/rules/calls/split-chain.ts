import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { CallSite } from '../../facts/types';
import { outerEnd } from '../../parse/parentheses';
import { rangeOf, textOf } from '../../parse/source-file';
import { indentationAt } from '../syntax/layout';
import { calleeOf, isRepeatable, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { chainOf } from './chain';

/**
 * The edits that take a call out of its chain, so that it may give nothing back: `a.b().c()` becomes `a.b(); a.c();`. None if it is
 * alone and its value unused; undefined if its value is needed and it cannot be taken out.
 */
export function splitChain(context: FileContext, site: CallSite): Edit[] | undefined {
  const { calls, root, statement } = chainOf(context, site);
  if (calls.length === 1 && isUnused(context, site.node)) return [];
  if (calls.at(-1) === site && calls.length > 1 && isUnused(context, site.node)) return [];
  if (!statement || !isInList(context, statement) || !isRepeatable(root) || !calls.every(isPlain)) return undefined;
  const at = calls.indexOf(site);
  const separator = separatorOf(context, statement, root);
  return [site, ...calls.slice(at + 1, at + 2)]
    .filter((call) => call !== calls[0])
    .flatMap((call) => cutBefore(context, call, separator));
}

function isPlain({ node }: CallSite): boolean {
  return calleeOf(node)?.type === 'MemberExpression' && node.type === 'CallExpression';
}

function isInList(context: FileContext, statement: t.Node): boolean {
  const parent = context.source.parents.get(statement);
  return parent?.type === 'BlockStatement' || parent?.type === 'Program' || parent?.type === 'SwitchCase';
}

function separatorOf(context: FileContext, statement: t.Node, root: t.Node): string {
  const { source } = context;
  const end = detectStyle(source).semicolons ? ';' : '';
  return `${end}\n${indentationAt(source, rangeOf(statement).start)}${textOf(source, root)}.`;
}

function cutBefore(context: FileContext, { node }: CallSite, separator: string): Edit[] {
  const callee = calleeOf(node);
  if (!callee) return [];
  const start = outerEnd(context.source, callee.object);
  return [replace({ start, end: rangeOf(callee.property).start }, separator)];
}

/** Methods that ignore what their callback gives back. */
const LISTENERS = new Set(['on', 'once', 'addListener', 'addEventListener', 'forEach', 'prependListener']);

/** Whether nothing reads the value of a call. */
function isUnused(context: FileContext, node: t.Node): boolean {
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
  return (
    callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && LISTENERS.has(callee.property.name)
  );
}
