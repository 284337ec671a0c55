import type * as t from '@babel/types';
import { isCall } from '../../parse/calls';
import { isMember } from '../../parse/members';
import { isRequire } from './calls';
import type { Context } from './context';
import { specifierOf } from './module-value';

/** The specifier of the module that an expression comes from: `a.b().c`, where `a` is imported or required. */
export function moduleBehind(at: Context, expression: t.Node): string | undefined {
  const root = rootOf(expression);
  if (root.type === 'CallExpression') return requiredBy(at, root);
  const declaration = root.type === 'Identifier' ? at.file.scopes.bindingOf(root)?.declaration : undefined;
  return declaration && specifierBehind(at, declaration);
}

/** `a` of `a.b().c`; `require('a')` of `require('a').b`. */
function rootOf(node: t.Node): t.Node {
  if (isMember(node)) return rootOf(node.object);
  if (!isCall(node)) return node;
  return node.callee.type === 'Identifier' && node.callee.name === 'require' ? node : rootOf(node.callee);
}

function specifierBehind(at: Context, declaration: t.Node): string | undefined {
  if (declaration.type === 'VariableDeclarator' && declaration.init) return requiredBy(at, declaration.init);
  if (declaration.type === 'TSImportEqualsDeclaration') {
    const { moduleReference } = declaration;
    return moduleReference.type === 'TSExternalModuleReference' ? moduleReference.expression.value : undefined;
  }
  const around = at.parent(declaration);
  return around?.type === 'ImportDeclaration' ? around.source.value : undefined;
}

function requiredBy(at: Context, init: t.Expression): string | undefined {
  if (init.type === 'MemberExpression' && init.object.type !== 'Super') return requiredBy(at, init.object);
  return init.type === 'CallExpression' && isRequire(at, init) ? specifierOf(init.arguments[0]) : undefined;
}
