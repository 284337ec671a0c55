import { isBuiltin } from 'node:module';
import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { externalTokens } from '../flow/externals';
import { moduleBehind } from '../scopes/loaded-module';

/** The name of a module that an expression comes from, which is no package that is listed and leads to no file of the project: an alias. */
export function unfoundModuleOf(at: Context, expression: t.Node): string | undefined {
  const specifier = unknownModuleOf(at, expression);
  return specifier === undefined || at.modules.listsPackage(specifier, at.file) ? undefined : specifier;
}

/** The name of a module that an expression comes from, of which nothing is known: an alias, or a package that has nothing to do with tracing. */
export function unknownModuleOf(at: Context, expression: t.Node): string | undefined {
  const specifier = moduleBehind(at.file, expression);
  if (specifier === undefined || /^[./]/.test(specifier) || isBuiltin(specifier)) return undefined;
  const isKnown = externalTokens(specifier).length > 0 || at.modules.resolve(specifier, at.file) !== undefined;
  return isKnown ? undefined : specifier;
}
