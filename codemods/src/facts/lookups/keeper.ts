import type * as t from '@babel/types';
import type { Parents } from '../../parse/parents';
import { isWrapper } from '../../parse/wrappers';

/** The variable or field that the value of an expression is kept in, as far as it is put there directly or by a choice. */
export function keeperOf(parents: Parents, node: t.Node): t.Node | undefined {
  const { value, taker } = chosenAs(parents, node);
  if (taker?.type === 'VariableDeclarator' && taker.init === value) return taker.id;
  return taker?.type === 'AssignmentExpression' && taker.right === value ? taker.left : undefined;
}

/** What takes the value of an expression, or what is chosen among it and others. */
export function takerOf(parents: Parents, node: t.Node): t.Node | undefined {
  return chosenAs(parents, node).taker;
}

/** The whole of the choices and wrappers that an expression may be the value of. */
export function chosenOf(parents: Parents, node: t.Node): t.Node {
  return chosenAs(parents, node).value;
}

/** The whole of the choices and wrappers that an expression may be the value of, and what stands around it. */
function chosenAs(parents: Parents, value: t.Node): { readonly value: t.Node; readonly taker: t.Node | undefined } {
  const taker = parents.get(value);
  return taker && (isWrapper(taker) || isChosen(taker, value)) ? chosenAs(parents, taker) : { value, taker };
}

/** `node && other` is its left side only where that is nothing. */
function isChosen(choice: t.Node, node: t.Node): boolean {
  if (choice.type === 'LogicalExpression') return choice.right === node || choice.operator !== '&&';
  return choice.type === 'ConditionalExpression' && choice.test !== node;
}
