import type * as t from '@babel/types';
import type { Binding } from './scope';

/** What a variable is declared with, as a whole. */
export function initOf(binding: Binding | undefined): t.Expression | undefined {
  const declaration = binding?.declaration;
  const isNamed = declaration?.type === 'VariableDeclarator' && declaration.id === binding?.identifier;
  return isNamed ? (declaration.init ?? undefined) : undefined;
}

/** The same of a variable that is written to nowhere else. */
export function constantInit(binding: Binding | undefined): t.Expression | undefined {
  return binding?.reassigned ? undefined : initOf(binding);
}

/** What a variable is declared with, or what a pattern takes it out of: where its value comes from. */
export function declaredFrom(binding: Binding | undefined): t.Expression | undefined {
  const declaration = binding?.declaration;
  return declaration?.type === 'VariableDeclarator' ? (declaration.init ?? undefined) : undefined;
}

/** The same of a variable that is written to nowhere else. */
export function constantFrom(binding: Binding | undefined): t.Expression | undefined {
  return binding?.reassigned ? undefined : declaredFrom(binding);
}
