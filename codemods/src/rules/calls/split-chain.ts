import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { outerEnd } from '../../parse/parentheses';
import { rangeOf, textOf } from '../../parse/source-file';
import { statementBreak } from '../syntax/statement-break';
import { calleeOf, isRepeatable } from '../syntax/syntax';
import type { FileContext } from '../types';
import { chainOf } from './chain';
import { isUnused } from './unused-value';

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

function separatorOf({ source }: FileContext, statement: t.Node, root: t.Node): string {
  return `${statementBreak(source, statement)}${textOf(source, root)}`;
}

function cutBefore(context: FileContext, { node }: CallSite, separator: string): Edit[] {
  const callee = calleeOf(node);
  if (!callee) return [];
  const start = outerEnd(context.source, callee.object);
  return [
    replace(
      { start, end: callee.computed ? start : rangeOf(callee.property).start },
      separator,
      callee.computed ? '' : '.',
    ),
  ];
}
