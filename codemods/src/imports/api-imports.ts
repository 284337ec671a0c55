import type * as t from '@babel/types';
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
    if (statement.type === 'ImportDeclaration') return statement.source.value === specifier ? importOf(statement) : [];
    if (statement.type === 'TSImportEqualsDeclaration') return importEqualsOf(statement, specifier);
    return statement.type === 'VariableDeclaration' ? requiresOf(statement, scopes, specifier) : [];
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

function importEqualsOf(statement: t.TSImportEqualsDeclaration, specifier: string): ModuleImport[] {
  const { moduleReference: from } = statement;
  if (from.type !== 'TSExternalModuleReference' || from.expression.value !== specifier) return [];
  return [{ statement, typeOnly: false, namespace: statement.id.name, names: undefined, locals: new Map() }];
}

function requiresOf(statement: t.VariableDeclaration, scopes: Scopes, specifier: string): ModuleImport[] {
  return statement.declarations.flatMap(({ id, init }): ModuleImport[] => {
    if (!init || !requires(init, scopes, specifier)) return [];
    const shared = { statement, typeOnly: false };
    if (id.type === 'Identifier') return [{ ...shared, namespace: id.name, names: undefined, locals: new Map() }];
    if (id.type !== 'ObjectPattern') return [];
    return [{ ...shared, namespace: undefined, names: id, locals: new Map(id.properties.flatMap(localOf)) }];
  });
}

function requires(node: t.Node, scopes: Scopes, specifier: string): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return false;
  const [from] = node.arguments;
  return from?.type === 'StringLiteral' && from.value === specifier && !scopes.bindingOf(node.callee);
}

function localOf(property: t.ObjectPattern['properties'][number]): [string, string][] {
  if (property.type !== 'ObjectProperty' || property.computed) return [];
  if (property.key.type !== 'Identifier' || property.value.type !== 'Identifier') return [];
  return [[property.key.name, property.value.name]];
}
