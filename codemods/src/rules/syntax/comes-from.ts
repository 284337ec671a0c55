import type * as t from '@babel/types';
import type { FileFacts } from '../../facts/types';
import { unwrap } from '../../parse/wrappers';
import { isCall, isMember } from './syntax';

/** Whether a node is an import or a call of `require` that loads what is looked for. */
export type IsLoad = (node: t.Node) => boolean;

/** What loads a package. */
export function loadOf(name: string): IsLoad {
  return (node) => {
    if (node.type === 'ImportDeclaration') return node.source.value === name;
    const [loaded] = isCall(node) ? node.arguments : [];
    return loaded?.type === 'StringLiteral' && loaded.value === name;
  };
}

/** Whether a value is a package, or what is made of it by reading, calling and constructing. */
export function comesFrom(facts: FileFacts, isLoad: IsLoad, given: t.Node): boolean {
  const node = unwrap(given);
  if (isLoad(node)) return true;
  if (isMember(node)) return comesFrom(facts, isLoad, node.object);
  if (isCall(node) || node.type === 'NewExpression') return comesFrom(facts, isLoad, node.callee);
  const binding = node.type === 'Identifier' ? facts.scopes.bindingOf(node) : undefined;
  if (binding === undefined) return false;
  const { declaration, reassigned } = binding;
  if (declaration.type === 'VariableDeclarator')
    return !reassigned && declaration.init != null && comesFrom(facts, isLoad, declaration.init);
  const statement = facts.source.parents.get(declaration);
  return isLoad(declaration) || (statement?.type === 'ImportDeclaration' && isLoad(statement));
}
