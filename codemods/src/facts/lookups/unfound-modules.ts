import { isBuiltin } from 'node:module';
import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { externalTokens } from '../flow/externals';
import { moduleBehind } from '../scopes/loaded-module';

/** The name of a module that an expression comes from, which is no package that is listed and leads to no file of the project: an alias. */
export function unfoundModuleOf(at: Context, expression: t.Node): string | undefined {
  const specifier = moduleBehind(at.file, expression);
  if (specifier === undefined || /^[./]/.test(specifier) || isBuiltin(specifier)) return undefined;
  const isKnown = externalTokens(specifier).length > 0 || at.modules.resolve(specifier, at.file) !== undefined;
  return isKnown || at.modules.listsPackage(specifier, at.file) ? undefined : specifier;
}
