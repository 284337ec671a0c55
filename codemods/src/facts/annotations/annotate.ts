import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { iterated } from '../constraints/iteration';
import type { Slot } from '../flow/slot';
import { parameter, Shape } from '../flow/tokens';
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
  'TSParenthesizedType',
  'TSTypeLiteral',
  'FunctionTypeAnnotation',
  'GenericTypeAnnotation',
  'ObjectTypeAnnotation',
  'UnionTypeAnnotation',
  'NullableTypeAnnotation',
]);

/** The functions in a slot, and the methods of the objects in it, have parameters as the type says. */
export function typeFunctions(at: Context, type: Slot, slot: Slot): void {
  at.solver.on(type, (declared) => {
    if (!(declared instanceof Shape) || declared.kind !== 'type') return;
    at.solver.on(slot, (token) => {
      if (token instanceof Shape && token !== declared) typeShape(at, declared, token);
    });
  });
}

function typeShape(at: Context, declared: Shape, shape: Shape): void {
  if (shape.kind === 'function') typeParameters(at, declared, shape);
  else if (shape.kind === 'object' || shape.kind === 'instance') typeMethods(at, declared, shape);
  // `this` in the methods of a literal is what the literal is declared as: its members may be set by those who take it for a prototype.
  if (shape.kind === 'object') at.solver.add(shape.self, declared);
}

/** The methods of an object or class that implements an interface. */
export function typeMethods(at: Context, declared: Shape, shape: Shape): void {
  for (const name of declared.callables) {
    at.solver.on(declared.field(name), (method) => {
      if (!(method instanceof Shape)) return;
      at.solver.on(shape.field(name), (token) => {
        if (token instanceof Shape && token.kind === 'function') typeParameters(at, method, token);
      });
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
