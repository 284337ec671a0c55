import type * as t from '@babel/types';
import { constantFrom } from './declared-with';
import type { Scopes } from './scope';

/** Whether a name is the `require` of CommonJS, or one that an ECMAScript module has made by `createRequire(import.meta.url)`. */
export function isRequireName(scopes: Scopes, callee: t.Node): boolean {
  if (callee.type !== 'Identifier') return false;
  const binding = scopes.bindingOf(callee);
  if (binding === undefined) return callee.name === 'require';
  const made = constantFrom(binding);
  return made?.type === 'CallExpression' && makesRequire(scopes, made.callee);
}

function makesRequire(scopes: Scopes, callee: t.Node): boolean {
  if (callee.type === 'MemberExpression')
    return !callee.computed && isNamed(callee.property) && scopes.bindingOf(callee.object)?.kind === 'import';
  const imported = scopes.bindingOf(callee)?.declaration;
  return imported?.type === 'ImportSpecifier' && isNamed(imported.imported);
}

function isNamed(node: t.Node): boolean {
  return node.type === 'Identifier' && node.name === 'createRequire';
}
