import type * as t from '@babel/types';
import { exportedName } from '../../parse/exported-name';
import type { Binding } from '../scopes/scope';
import { deeper, type Reading, type TypedFile } from './types';

/** A declaration, and where it is read. */
export interface Declared {
  readonly at: Reading;
  readonly binding: Binding;
}

/** What a name, also `other.Name`, is declared as, in its file or one that it is imported from; undefined for what no file of the project has. */
export function declaredAs(at: Reading, name: t.Node): Declared | undefined {
  if (name.type === 'Identifier') {
    const binding = at.file.scopes.bindingOf(name);
    return binding && followed(at, binding);
  }
  if (name.type !== 'TSQualifiedName' || name.left.type !== 'Identifier' || name.right.type !== 'Identifier')
    return undefined;
  const whole = at.file.scopes.bindingOf(name.left);
  const specifier = whole?.declaration.type === 'ImportNamespaceSpecifier' ? sourceOf(at, whole) : undefined;
  return specifier === undefined ? undefined : exported(at, specifier, name.right.name);
}

function followed(at: Reading, binding: Binding): Declared | undefined {
  const { declaration } = binding;
  if (binding.kind !== 'import') return { at, binding };
  const specifier = sourceOf(at, binding);
  if (specifier === undefined) return undefined;
  if (declaration.type === 'ImportDefaultSpecifier') return exported(at, specifier, 'default');
  return declaration.type === 'ImportSpecifier'
    ? exported(at, specifier, exportedName(declaration.imported))
    : undefined;
}

function sourceOf({ file }: Reading, { declaration }: Binding): string | undefined {
  const statement = file.source.parents.get(declaration);
  return statement?.type === 'ImportDeclaration' ? statement.source.value : undefined;
}

/** What a module exports under a name, also where it hands on what another has. */
function exported(from: Reading, specifier: string, name: string): Declared | undefined {
  const file = from.fileOf(specifier, from.file);
  const at = file && deeper(from, { file, given: new Map() });
  if (!at) return undefined;
  for (const statement of at.file.source.ast.program.body) {
    if (statement.type === 'ExportDefaultDeclaration' && name === 'default')
      return ofDefault(at, statement.declaration);
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const found = statement.specifiers.find(
      (one): one is t.ExportSpecifier => one.type === 'ExportSpecifier' && exportedName(one.exported) === name,
    );
    if (found && statement.source) return exported(at, statement.source.value, found.local.name);
    if (found) return ofName(at, found.local.name);
    if (statement.declaration && declares(at.file, statement.declaration, name)) return ofName(at, name);
  }
  return firstOf(at, name);
}

function ofDefault(at: Reading, declaration: t.Node): Declared | undefined {
  const name = 'id' in declaration ? declaration.id : declaration;
  return name && typeof name === 'object' && 'type' in name && name.type === 'Identifier'
    ? ofName(at, name.name)
    : undefined;
}

function ofName(at: Reading, name: string): Declared | undefined {
  const binding = at.file.scopes.root.bindings.get(name);
  return binding && followed(at, binding);
}

function declares({ scopes }: TypedFile, declaration: t.Declaration, name: string): boolean {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name);
  const { id } = declaration as { id?: t.Node | null };
  return id?.type === 'Identifier' && id.name === name && scopes.bindingOf(id) !== undefined;
}

/** `export * from './types'`. */
function firstOf(at: Reading, name: string): Declared | undefined {
  for (const statement of at.file.source.ast.program.body) {
    const found = statement.type === 'ExportAllDeclaration' ? exported(at, statement.source.value, name) : undefined;
    if (found) return found;
  }
  return undefined;
}
