import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { functionAround } from '../../parse/function-around';
import type { FunctionNode } from '../../parse/functions';
import { oncePerFile } from '../../parse/once-per-file';
import { unwrap } from '../../parse/wrappers';
import { nodesOf } from './nodes';

/** What takes a value: a variable, field or property; the result of a function; a parameter of what is called. */
export type Taker =
  | { readonly kind: 'keeper'; readonly node: t.Node }
  | { readonly kind: 'result'; readonly of: FunctionNode }
  | { readonly kind: 'parameter'; readonly call: CallSite['node']; readonly index: number };

/** A value on its way to what may have a type of its own. */
export interface HandOver {
  readonly value: t.Node;
  readonly taker: Taker;
}

/** The places of a file where a value goes from one hand to another. */
export const handOversIn = oncePerFile((source): readonly HandOver[] => [
  ...nodesOf(source, 'VariableDeclarator').flatMap(({ init, id }) => keptIn(id, init)),
  ...nodesOf(source, 'AssignmentExpression').flatMap(({ left, right }) => keptIn(left, right)),
  ...nodesOf(source, 'AssignmentPattern').flatMap(({ left, right }) => keptIn(left, right)),
  ...nodesOf(source, 'ClassProperty', 'ClassPrivateProperty').flatMap((node) => keptIn(node, node.value)),
  ...nodesOf(source, 'ObjectExpression').flatMap(({ properties }) => properties.flatMap(propertyOf)),
  ...nodesOf(source, 'ReturnStatement').flatMap((node) => resultOf(functionAround(source, node), node.argument)),
  ...nodesOf(source, 'ArrowFunctionExpression').flatMap((node) => resultOf(node, node.body)),
  ...nodesOf(source, 'CallExpression', 'OptionalCallExpression', 'NewExpression').flatMap(argumentsOf),
]);

/** What takes each of the values of a file. */
export const takersIn = oncePerFile(
  (source): ReadonlyMap<t.Node, Taker> => new Map(handOversIn(source).map(({ value, taker }) => [value, taker])),
);

function keptIn(node: t.Node, value: t.Node | null | undefined): HandOver[] {
  return value ? choicesOf(value).map((one) => ({ value: one, taker: { kind: 'keeper', node } })) : [];
}

function propertyOf(property: t.ObjectExpression['properties'][number]): HandOver[] {
  return property.type === 'ObjectProperty' ? keptIn(property, property.value) : [];
}

function resultOf(of: FunctionNode | undefined, value: t.Node | null | undefined): HandOver[] {
  if (of === undefined || !value || value.type === 'BlockStatement') return [];
  return choicesOf(value).map((one) => ({ value: one, taker: { kind: 'result', of } }));
}

function argumentsOf(call: CallSite['node']): HandOver[] {
  return call.arguments.flatMap((argument, index) =>
    choicesOf(argument).map((value): HandOver => ({ value, taker: { kind: 'parameter', call, index } })),
  );
}

/** Of a choice, each of what may be chosen; a cast is the author's word for what it is. */
function choicesOf(value: t.Node): t.Node[] {
  switch (value.type) {
    case 'LogicalExpression':
      return [...choicesOf(value.left), ...choicesOf(value.right)];
    case 'ConditionalExpression':
      return [...choicesOf(value.consequent), ...choicesOf(value.alternate)];
    default:
      return unwrap(value) === value || value.type === 'TSNonNullExpression' ? [value] : [];
  }
}
