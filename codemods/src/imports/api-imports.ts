import type * as t from '@babel/types';
import { loadedModule, requiredModule } from '../facts/scopes/loaded-module';
import type { Scopes } from '../facts/scopes/scope';
import { exportedName } from '../parse/exported-name';
import type { SourceFile } from '../parse/source-file';

/** An import or require of a module that stands at the top level of a file, as far as it concerns us. */
export interface ModuleImport {
  readonly statement: t.ImportDeclaration | t.VariableDeclaration | t.TSImportEqualsDeclaration;
  readonly typeOnly: boolean;
  /** The local name of the whole module. */
  readonly namespace: string | undefined;
  /** The list of names, where there is one that more can be added to. */
  readonly names: t.ImportDeclaration | t.ObjectPattern | undefined;
  /** Exported name -> local name. */
  readonly locals: ReadonlyMap<string, string>;
}

/** The imports of one module in a file. */
export function importsOf(file: SourceFile, scopes: Scopes, specifier: string): readonly ModuleImport[] {
  return file.ast.program.body.flatMap((statement) => {
    if (statement.type === 'VariableDeclaration') return requiresOf(statement, scopes, specifier);
    if (loadedModule(scopes, statement) !== specifier) return [];
    if (statement.type === 'ImportDeclaration') return importOf(statement);
    return statement.type === 'TSImportEqualsDeclaration' ? importEqualsOf(statement) : [];
  });
}

function importOf(statement: t.ImportDeclaration): ModuleImport[] {
  const typeOnly = statement.importKind === 'type';
  const locals = new Map<string, string>();
  let namespace: string | undefined;
  for (const specifier of statement.specifiers) {
    // The API has no default export of its own; with interop the default is the whole module.
    if (specifier.type !== 'ImportSpecifier') namespace ??= specifier.local.name;
    else if (typeOnly || specifier.importKind !== 'type')
      locals.set(exportedName(specifier.imported), specifier.local.name);
  }
  const hasList = statement.specifiers.some(({ type }) => type === 'ImportSpecifier');
  return [{ statement, typeOnly, namespace, names: hasList ? statement : undefined, locals }];
}

function importEqualsOf(statement: t.TSImportEqualsDeclaration): ModuleImport[] {
  return [{ statement, typeOnly: false, namespace: statement.id.name, names: undefined, locals: new Map() }];
}

function requiresOf(statement: t.VariableDeclaration, scopes: Scopes, specifier: string): ModuleImport[] {
  return statement.declarations.flatMap(({ id, init }): ModuleImport[] => {
    if (requiredModule(scopes, init) !== specifier) return [];
    const shared = { statement, typeOnly: false };
    if (id.type === 'Identifier')
      return isKept(id, scopes) ? [{ ...shared, namespace: id.name, names: undefined, locals: new Map() }] : [];
    if (id.type !== 'ObjectPattern') return [];
    const locals = new Map(id.properties.flatMap((property) => localOf(property, scopes)));
    return [{ ...shared, namespace: undefined, names: takesMore(id) ? id : undefined, locals }];
  });
}

/** With one more name, what a rest element has would be another; a list that is empty has no place for one. */
function takesMore({ properties }: t.ObjectPattern): boolean {
  return properties.length > 0 && properties.every(({ type }) => type !== 'RestElement');
}

function localOf(property: t.ObjectPattern['properties'][number], scopes: Scopes): [string, string][] {
  if (property.type !== 'ObjectProperty' || property.computed) return [];
  if (property.key.type !== 'Identifier' || property.value.type !== 'Identifier') return [];
  return isKept(property.value, scopes) ? [[property.key.name, property.value.name]] : [];
}

/** A variable may come to hold something else. */
function isKept(name: t.Identifier, scopes: Scopes): boolean {
  return scopes.bindingOf(name)?.reassigned === false;
}
