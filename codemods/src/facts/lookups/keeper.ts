import type * as t from '@babel/types';
import type { Parents } from '../../parse/parents';
import { isWrapper } from '../../parse/wrappers';

/** The variable or field that the value of an expression is kept in, as far as it is put there directly or by a choice. */
export function keeperOf(parents: Parents, node: t.Node): t.Node | undefined {
  const parent = parents.get(node);
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return parent.id;
  if (parent?.type === 'AssignmentExpression' && parent.right === node) return parent.left;
  return parent && (isWrapper(parent) || isChosen(parent, node)) ? keeperOf(parents, parent) : undefined;
}

function isChosen(choice: t.Node, node: t.Node): boolean {
  return choice.type === 'LogicalExpression' || (choice.type === 'ConditionalExpression' && choice.test !== node);
}
