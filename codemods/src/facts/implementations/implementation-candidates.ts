import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { prototypeKey } from '../constraints/patterns';
import type { FunctionModel, Graph } from '../flow/graph';
import { Shape } from '../flow/tokens';
import type { Implementation } from '../types';

/** Something that has methods. */
export interface Candidate {
  readonly at: Context;
  readonly node: Implementation['node'];
  readonly name: string;
  /** What its instances share; the object itself. */
  readonly members: Shape;
  readonly bodies: readonly t.Node[];
}

/** Classes, functions with a prototype and object literals of a file. */
export function candidatesOf(at: Context): Candidate[] {
  return [...at.graph.shapesOf(at.file.source.path)].flatMap((shape) => candidateOf(at, shape) ?? []);
}

function candidateOf(at: Context, shape: Shape): Candidate | undefined {
  const { node } = shape;
  switch (node?.type) {
    case 'ClassDeclaration':
    case 'ClassExpression': {
      const members = at.graph.findShape(prototypeKey(node));
      return members && { at, node, name: node.id?.name ?? 'a class', members, bodies: [node.body] };
    }
    case 'FunctionDeclaration':
    case 'FunctionExpression': {
      const members = prototypeOf(shape);
      return members && { at, node, name: node.id?.name ?? 'a function', members, bodies: bodiesOf(at, node, members) };
    }
    case 'ObjectExpression':
      return { at, node, name: 'an object', members: shape, bodies: [node] };
    default:
      return undefined;
  }
}

/** The object that `new` of a function makes, where methods are written to it. */
function prototypeOf({ kind, fields }: Shape): Shape | undefined {
  if (kind !== 'function') return undefined;
  for (const token of fields.get('prototype')?.tokens ?? [])
    if (token instanceof Shape && token.fields.size > 0) return token;
  return undefined;
}

/** The methods of a prototype stand beside the function that they belong to. */
function bodiesOf(at: Context, node: t.FunctionDeclaration | t.FunctionExpression, members: Shape): t.Node[] {
  const methods = [...members.fields.values()].flatMap(({ tokens }) => [...tokens]);
  return [node.body, ...methods.flatMap((token) => ownFunction(at, token))];
}

function ownFunction(at: Context, token: unknown): t.Node[] {
  const isOwn = token instanceof Shape && token.kind === 'function' && token.file === at.file.source.path;
  return isOwn && token.node !== null ? [token.node] : [];
}

/** Whether a shape has a method of that name itself. */
export function has(shape: Shape, method: string): boolean {
  for (const token of shape.fields.get(method)?.tokens ?? []) if (token instanceof Shape) return true;
  return false;
}

/** The functions that a method may be. */
export function functionsOf(graph: Graph, shape: Shape, method: string): FunctionModel[] {
  return [...(shape.fields.get(method)?.tokens ?? [])].flatMap((token) => {
    const model = graph.modelOf(token);
    return model ?? [];
  });
}
