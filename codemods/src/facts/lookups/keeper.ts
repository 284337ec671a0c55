import type * as t from '@babel/types';
import type { Parents } from '../../parse/parents';
import { isWrapper } from '../../parse/wrappers';

/** The variable or field that the value of an expression is kept in, as far as it is put there directly or by a choice. */
export function keeperOf(parents: Parents, node: t.Node): t.Node | undefined {
  const value = chosenOf(parents, node);
  const parent = parents.get(value);
  if (parent?.type === 'VariableDeclarator' && parent.init === value) return parent.id;
  return parent?.type === 'AssignmentExpression' && parent.right === value ? parent.left : undefined;
}

/** The whole expression whose value an expression is or may be: casts and choices around it. */
export function chosenOf(parents: Parents, node: t.Node): t.Node {
  const parent = parents.get(node);
  return parent && (isWrapper(parent) || isChosen(parent, node)) ? chosenOf(parents, parent) : node;
}

function isChosen(choice: t.Node, node: t.Node): boolean {
  return choice.type === 'LogicalExpression' || (choice.type === 'ConditionalExpression' && choice.test !== node);
}
