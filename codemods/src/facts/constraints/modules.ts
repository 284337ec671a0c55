import type * as t from '@babel/types';
import { exportedName } from '../../parse/exported-name';
import { plainText } from '../../parse/plain-text';
import { Slot } from '../flow/slot';
import { CONTENT, Shape, UNDEFINED } from '../flow/tokens';
import { boundIdentifiers } from '../scopes/patterns';
import type { Context } from './context';
import { readMember } from './members';
import { modelOfModule } from './module-value';

/** `import ... from 'x'`: each name gets what the module exports under it. */
export function constrainImport(at: Context, node: t.ImportDeclaration): void {
  const module = modelOfModule(at, node.source.value);
  for (const specifier of node.specifiers) {
    const local = node.importKind === 'typeof' ? typeOf(at, specifier) : at.slot(specifier.local);
    if (specifier.type === 'ImportNamespaceSpecifier') at.solver.flow(module, local);
    else
      importName(
        at,
        module,
        specifier.type === 'ImportSpecifier' ? exportedName(specifier.imported) : 'default',
        local,
      );
  }
}

/** Flow's `import typeof x`: the name is the type of what the module exports under it. */
function typeOf(at: Context, specifier: t.ImportDeclaration['specifiers'][number]): Slot {
  const alias = at.graph.shape('alias', specifier, at.file);
  at.solver.add(at.slot(specifier.local), alias);
  return alias.field(CONTENT);
}

function importName(at: Context, module: Slot, name: string, into: Slot): void {
  readMember(at, module, name, into);
  if (name === 'default') importDefault(at, module, into);
}

/** The default import of a CommonJS module is what it assigned to `module.exports`. */
function importDefault(at: Context, module: Slot, into: Slot): void {
  at.solver.flowIf(module, into, (token) => !(token instanceof Shape && token.kind === 'module' && isEsm(token)));
}

function isEsm(module: Shape): boolean {
  return module.fields.has('<esm>');
}

/** Marks the namespace of a file with `export` declarations. */
export function markEsm(at: Context): void {
  at.solver.add(at.file.namespace.field('<esm>'), UNDEFINED);
}

/** `export const x`, `export { x as y }`, `export { x } from 'y'`, `export * as x from 'y'`. */
export function constrainNamedExport(at: Context, node: t.ExportNamedDeclaration): void {
  if (node.declaration) exportDeclaration(at, node.declaration);
  const module = node.source ? modelOfModule(at, node.source.value) : undefined;
  for (const specifier of node.specifiers) {
    const exported = exportUnder(at, exportedName(specifier.exported));
    if (specifier.type === 'ExportSpecifier') {
      if (module === undefined) at.solver.flow(at.slot(specifier.local), exported);
      else importName(at, module, exportedName(specifier.local as t.Identifier | t.StringLiteral), exported); // a string where the module's own name is one
    } else if (specifier.type === 'ExportNamespaceSpecifier' && module !== undefined) at.solver.flow(module, exported);
    else if (module !== undefined) importName(at, module, 'default', exported);
  }
}

/** Where a module keeps what it exports under a name, which may be asked for by a name that is computed too. */
function exportUnder(at: Context, name: string, namespace = at.file.namespace): Slot {
  const exported = namespace.field(name);
  at.solver.flow(exported, namespace.field(CONTENT));
  return exported;
}

function exportDeclaration(at: Context, declaration: t.Declaration): void {
  for (const identifier of declaredIdentifiers(declaration)) {
    at.solver.flow(at.slot(identifier), exportUnder(at, identifier.name, namespaceOf(at, declaration)));
  }
}

/** The namespace an `export` inside `namespace X { }` belongs to, or the file's. */
function namespaceOf(at: Context, declaration: t.Node): Shape {
  for (let up = at.parent(declaration); up !== undefined; up = at.parent(up)) {
    if (up.type === 'TSModuleDeclaration') return at.graph.shape('object', up, at.file);
  }
  return at.file.namespace;
}

function declaredIdentifiers(declaration: t.Declaration): t.Identifier[] {
  if (declaration.type === 'VariableDeclaration') {
    return declaration.declarations.flatMap(({ id }) => boundIdentifiers(id));
  }
  return 'id' in declaration && declaration.id?.type === 'Identifier' ? [declaration.id] : [];
}

export function constrainDefaultExport(at: Context, node: t.ExportDefaultDeclaration): void {
  at.solver.flow(at.slot(node.declaration), exportUnder(at, 'default'));
}

/** `export * from 'x'`. */
export function constrainExportAll(at: Context, node: t.ExportAllDeclaration): void {
  at.solver.flow(modelOfModule(at, node.source.value), at.file.namespace.parents);
}

/** `import x = require('y')`, `import x = a.b`. */
export function constrainImportEquals(at: Context, node: t.TSImportEqualsDeclaration): void {
  const { moduleReference } = node;
  const local = at.slot(node.id);
  if (moduleReference.type === 'TSExternalModuleReference') {
    at.solver.flow(modelOfModule(at, moduleReference.expression.value), local);
  } else at.solver.flow(entity(at, moduleReference), local);
  if (node.isExport) at.solver.flow(local, exportUnder(at, node.id.name));
}

function entity(at: Context, name: t.TSEntityName): Slot {
  if (name.type !== 'TSQualifiedName') return at.slot(name);
  const slot = new Slot();
  readMember(at, entity(at, name.left), name.right.name, slot);
  return slot;
}

/** `export = x`. */
export function constrainExportAssignment(at: Context, node: t.TSExportAssignment): void {
  at.solver.flow(at.slot(node.expression), at.file.exports);
}

/** `require('x')`, also with a template literal. */
export function constrainRequire(
  at: Context,
  node: t.CallExpression | t.OptionalCallExpression | t.NewExpression,
): void {
  const specifier = plainText(node.arguments[0]);
  if (specifier !== undefined) at.solver.flow(modelOfModule(at, specifier), at.slot(node));
}

/** `import('x')`: a promise of the module. */
export function constrainDynamicImport(at: Context, node: t.Node, source: t.Node | undefined): void {
  const specifier = plainText(source);
  if (specifier === undefined) return;
  const promise = at.graph.shape('promise', node, at.file);
  at.solver.flow(modelOfModule(at, specifier), promise.field(CONTENT));
  at.solver.add(at.slot(node), promise);
}

/** The globals of CommonJS. */
export function constrainCommonJs(at: Context, node: t.Identifier): void {
  if (at.file.scopes.bindingOf(node) !== undefined) return;
  if (node.name === 'exports') at.solver.add(at.slot(node), at.file.namespace);
  if (node.name !== 'module') return;
  const holder = at.graph.shape('object', at.file.source.ast, at.file);
  at.solver.flow(at.file.exports, holder.field('exports'));
  at.solver.flow(holder.field('exports'), at.file.exports);
  at.solver.add(at.slot(node), holder);
}
