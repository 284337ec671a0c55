import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import type { FileFacts } from '../../facts/types';

/** A variable that only ever holds the object literal that it is declared with. */
export interface DeclaredLiteral {
  readonly binding: Binding;
  readonly literal: t.ObjectExpression;
}

/** The variable that an expression names, if it is such a one. */
export function declaredLiteral({ scopes }: FileFacts, node: t.Node): DeclaredLiteral | undefined {
  const binding = node.type === 'Identifier' ? scopes.bindingOf(node) : undefined;
  if (binding?.declaration.type !== 'VariableDeclarator' || binding.reassigned) return undefined;
  const { id, init } = binding.declaration;
  return id === binding.identifier && init?.type === 'ObjectExpression' ? { binding, literal: init } : undefined;
}
