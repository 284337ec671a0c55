import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { iterated } from '../constraints/iteration';
import type { Slot } from '../flow/slot';
import { CONTENT, parameter, Shape, type Token } from '../flow/tokens';
import { typeSlot } from './types';

/** A declared type puts its instances into the slot of what it is declared for, and types the callbacks that are put there. */
export function annotate(at: Context, slot: Slot, annotation: t.Node): void {
  if (annotation.type !== 'TSTypeAnnotation' && annotation.type !== 'TypeAnnotation') return;
  const type = typeSlot(at, annotation.typeAnnotation);
  at.solver.flow(type, slot);
  if (MAY_HOLD_FUNCTIONS.has(annotation.typeAnnotation.type)) typeFunctions(at, type, slot);
}

const MAY_HOLD_FUNCTIONS: ReadonlySet<string> = new Set([
  'TSFunctionType',
  'TSTypeReference',
  'TSUnionType',
  'TSIntersectionType',
  'TSParenthesizedType',
  'TSTypeLiteral',
  'TSArrayType',
  'TSTupleType',
  'TSMappedType',
  'TSTypeOperator',
  'FunctionTypeAnnotation',
  'GenericTypeAnnotation',
  'ObjectTypeAnnotation',
  'UnionTypeAnnotation',
  'IntersectionTypeAnnotation',
  'NullableTypeAnnotation',
  'ArrayTypeAnnotation',
]);

/** The functions in a slot, and in the members and elements of what is in it, have parameters as the type says. */
export function typeFunctions(at: Context, type: Slot, slot: Slot): void {
  at.solver.on(type, (declared) => {
    if (isOfType(declared)) typeEach(at, declared, slot);
  });
}

function typeEach(at: Context, declared: Shape, slot: Slot): void {
  at.solver.on(slot, (token) => {
    if (token instanceof Shape && token !== declared) typeShape(at, declared, token);
  });
}

/** What a type declares, a container too. */
function isOfType(token: Token): token is Shape {
  return token instanceof Shape && (token.kind === 'type' || (token.node !== null && IS_TYPE.test(token.node.type)));
}

const IS_TYPE = /^TS|TypeAnnotation$/;

/** By type, what has been typed by it: both may lead back to themselves. */
const typed = new WeakMap<Shape, WeakSet<Shape>>();

function typeShape(at: Context, declared: Shape, shape: Shape): void {
  const known = typed.get(declared) ?? new WeakSet();
  if (known.has(shape)) return;
  typed.set(declared, known.add(shape));
  if (shape.kind === 'function') typeParameters(at, declared, shape);
  else if (shape.kind === 'object' || shape.kind === 'instance') typeMembers(at, declared, shape);
  if (declared.fields.has(CONTENT)) typeFunctions(at, declared.field(CONTENT), shape.field(CONTENT));
  // `this` in the methods of a literal is what the literal is declared as: its members may be set by those who take it for a prototype.
  if (shape.kind === 'object' && declared.kind === 'type') at.solver.add(shape.self, declared);
}

/** The methods of an object or class that implements an interface, and what is in its members. */
export function typeMembers(at: Context, declared: Shape, shape: Shape): void {
  for (const [name, member] of [...declared.fields]) {
    if (name.startsWith('<')) continue;
    at.solver.on(member, (type) => {
      if (isOfType(type)) typeEach(at, type, shape.field(name));
    });
  }
}

function typeParameters(at: Context, declared: Shape, fn: Shape): void {
  const model = at.graph.modelOf(fn);
  model?.params.forEach((param, i) => {
    at.solver.flow(declared.field(parameter(i)), param);
  });
  if (model?.rest) iterated(at, declared.field(parameter(model.params.length - 1)), model.rest);
}
