import { isBuiltin } from 'node:module';
import type * as t from '@babel/types';
import { isRequire } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { specifierOf } from '../constraints/module-value';
import { externalTokens } from '../flow/externals';

/** The name of a module that an expression comes from, which is no package that is listed and leads to no file of the project: an alias. */
export function unfoundModuleOf(at: Context, expression: t.Node): string | undefined {
  const root = rootOf(expression);
  const declaration = root.type === 'Identifier' ? at.file.scopes.bindingOf(root)?.declaration : undefined;
  const specifier = declaration === undefined ? undefined : specifierBehind(at, declaration);
  if (specifier === undefined || /^[./]/.test(specifier) || isBuiltin(specifier)) return undefined;
  const isKnown = externalTokens(specifier).length > 0 || at.modules.resolve(specifier, at.file) !== undefined;
  return isKnown || at.modules.listsPackage(specifier, at.file) ? undefined : specifier;
}

/** `a` of `a.b().c`. */
function rootOf(node: t.Node): t.Node {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') return rootOf(node.object);
  if (node.type === 'CallExpression' || node.type === 'OptionalCallExpression') return rootOf(node.callee);
  return node;
}

function specifierBehind(at: Context, declaration: t.Node): string | undefined {
  if (declaration.type === 'VariableDeclarator' && declaration.init) return requiredBy(at, declaration.init);
  const around = at.parent(declaration);
  return around?.type === 'ImportDeclaration' ? around.source.value : undefined;
}

function requiredBy(at: Context, init: t.Expression): string | undefined {
  if (init.type === 'MemberExpression' && init.object.type !== 'Super') return requiredBy(at, init.object);
  return init.type === 'CallExpression' && isRequire(at, init) ? specifierOf(init.arguments[0]) : undefined;
}
