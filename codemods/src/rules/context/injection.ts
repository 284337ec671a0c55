import type * as t from '@babel/types';
import { type InjectorName, injectorOf } from '../../catalog/injectors';
import { propertyName } from '../../parse/key-name';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';

/** The framework that a decorator is imported from. */
export function frameworkOf(context: FileContext, decorator: t.Node): InjectorName | undefined {
  if (decorator.type === 'CallExpression') return frameworkOf(context, decorator.callee);
  const { facts, source } = context;
  const name = isMember(decorator) ? decorator.object : decorator;
  const declaration = facts.scopes.bindingOf(name)?.declaration;
  const statement = declaration && source.parents.get(declaration);
  return statement?.type === 'ImportDeclaration' ? injectorOf(statement.source.value) : undefined;
}

/** Whether a class is written where dependency injection is told by what something is known: in a decorator, or in a provider. */
export function isToken(context: FileContext, name: t.Node): boolean {
  const { parents } = context.source;
  for (let at = parents.get(name); at && HOLDERS.has(at.type); at = parents.get(at)) {
    if (at.type === 'Decorator') return frameworkOf(context, at.expression) !== undefined;
    if (at.type === 'ObjectProperty' && isOfProvider(at) && usesInjection(context)) return true;
  }
  return false;
}

const HOLDERS: ReadonlySet<t.Node['type']> = new Set([
  'ArrayExpression',
  'ArrowFunctionExpression',
  'CallExpression',
  'Decorator',
  'ObjectExpression',
  'ObjectProperty',
]);

const OF_PROVIDERS: ReadonlySet<string> = new Set(['provide', 'inject', 'exports', 'deps', 'useExisting']);

function isOfProvider(property: t.ObjectProperty): boolean {
  return OF_PROVIDERS.has(propertyName(property) ?? '');
}

function usesInjection({ source }: FileContext): boolean {
  return source.ast.program.body.some(
    (statement) => statement.type === 'ImportDeclaration' && injectorOf(statement.source.value) !== undefined,
  );
}
