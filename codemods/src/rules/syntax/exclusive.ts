import type * as t from '@babel/types';
import type { SourceFile } from '../../parse/source-file';

/** They stand in different branches of one decision, or in different functions beside each other. */
export function areExclusive(source: SourceFile, a: t.Node, b: t.Node): boolean {
  const above = ancestors(source, a);
  const below = ancestors(source, b);
  const common = above.find((node) => below.includes(node));
  const branchA = above[above.indexOf(common ?? a) - 1];
  const branchB = below[below.indexOf(common ?? b) - 1];
  if (common?.type === 'IfStatement' || common?.type === 'ConditionalExpression')
    return branchA !== common.test && branchB !== common.test;
  if (common?.type === 'SwitchStatement') return true;
  return isFunction(branchA) && isFunction(branchB);
}

function ancestors(source: SourceFile, node: t.Node): t.Node[] {
  const found: t.Node[] = [];
  for (let at: t.Node | undefined = node; at; at = source.parents.get(at)) found.push(at);
  return found;
}

function isFunction(node: t.Node | undefined): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}
