import type * as t from '@babel/types';
import { isOpenTracing } from '../../imports/tracing-bindings';
import type { FileContext } from '../types';

/** Whether a name is a class of one tracer that the file makes instances of: they are its own, with members of its own. */
export function isMadeHere({ facts, source }: FileContext, node: t.Node): boolean {
  const binding = facts.scopes.bindingOf(node);
  const statement = binding && source.parents.get(binding.declaration);
  if (statement?.type !== 'ImportDeclaration' || isOpenTracing(statement.source.value)) return false;
  return binding?.references.some((reference) => isMaking(source.parents.get(reference.node), reference.node)) ?? false;
}

function isMaking(parent: t.Node | undefined, node: t.Node): boolean {
  return parent?.type === 'NewExpression' && parent.callee === node;
}
