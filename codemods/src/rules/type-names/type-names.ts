import type * as t from '@babel/types';
import { isDeclaration } from '../../catalog/declaration-files';
import { packageNameOf } from '../../catalog/package-name';
import { speaksOpenTracing } from '../../catalog/speaking-packages';
import { isTracingPackage } from '../../facts/flow/externals';
import { contains } from '../../facts/implementations/implementations';
import { neededBy } from '../../facts/modules/packages';
import { loadedModule } from '../../facts/scopes/loaded-module';
import { isTracingModule } from '../../imports/tracing-bindings';
import { exportedName } from '../../parse/exported-name';
import { rangeOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import type { FileContext } from '../types';

/** A mention of one of OpenTracing's types. */
export interface TypeName {
  readonly node: t.Node;
  readonly name: string;
}

/** Every mention of a type that the file took from OpenTracing: what the facts tell, and what stands where no value flows. */
export function typeNames(context: FileContext): TypeName[] {
  const found = new Map<number, TypeName>();
  const isOurs = (node: t.Node) => !isInDeclarationOf(context, node);
  for (const { node, name } of context.facts.types)
    if (node && node.type !== 'TSImportType' && isOurs(node)) found.set(rangeOf(node).start, { node, name });
  // Where there are no types, there is nowhere to mention one.
  if (context.source.syntax === 'javascript') return [...found.values()];
  for (const node of nodesOf(context.source, 'Identifier', 'TSQualifiedName', 'QualifiedTypeIdentifier')) {
    const name = isInImplementation(context, node) || !isOurs(node) ? undefined : nameAt(context, node);
    if (name !== undefined && !found.has(rangeOf(node).start)) found.set(rangeOf(node).start, { node, name });
  }
  return [...found.values()];
}

/** What implements OpenTracing speaks of OpenTracing's types. */
export function isInImplementation({ facts }: Pick<FileContext, 'facts'>, node: t.Node): boolean {
  return facts.implementations.some(({ bodies }) => bodies.some((body) => contains(body, node)));
}

/** `declare module 'jaeger-client' { ... }` says what that package has, and goes on to say it. */
export function isInDeclarationOf(context: FileContext, node: t.Node): boolean {
  const { parents } = context.source;
  for (let at = parents.get(node); at; at = parents.get(at))
    if (at.type === 'TSModuleDeclaration' && at.id.type === 'StringLiteral') return isOfOther(context, at.id.value);
  return false;
}

/** Whether a module is of a package that is not the project's and has OpenTracing's types. */
function isOfOther(context: FileContext, name: string): boolean {
  if (context.project.hasPackage(name)) return false;
  return isTracingPackage(name) || speaksOpenTracing(name) || describesPackage(context, name);
}

/** In a file of declarations that imports nothing itself, a package that is listed; elsewhere `declare module` adds to a module. */
function describesPackage({ manifest, source }: FileContext, name: string): boolean {
  const isModule = source.ast.program.body.some(({ type }) => /^(?:Import|Export)/.test(type));
  return !isModule && isDeclaration(source.path) && neededBy(manifest).has(packageNameOf(name));
}

/** A class that extends or implements one of the types is an implementation, and an interface that it implements stays with it. */
export function isHeritage(context: FileContext, node: t.Node): boolean {
  const clause = context.source.parents.get(node);
  const holder = clause && context.source.parents.get(clause);
  if (clause?.type !== 'TSExpressionWithTypeArguments' || holder === undefined) return false;
  return holder.type.startsWith('Class') || context.facts.implementedHeirs.includes(holder);
}

function nameAt(context: FileContext, node: t.Node): string | undefined {
  const parent = context.source.parents.get(node);
  const isName =
    (parent?.type === 'TSTypeReference' && parent.typeName === node) ||
    (parent?.type === 'GenericTypeAnnotation' && parent.id === node) ||
    (parent?.type === 'TSExpressionWithTypeArguments' && parent.expression === node);
  if (!isName) return undefined;
  if (node.type === 'Identifier') return importedName(context, node);
  if (node.type === 'TSQualifiedName' && node.left.type === 'Identifier')
    return importedName(context, node.left) === '*' ? node.right.name : undefined;
  if (node.type === 'QualifiedTypeIdentifier' && node.qualification.type === 'Identifier')
    return importedName(context, node.qualification) === '*' ? node.id.name : undefined;
  return undefined;
}

/** What a name is in the package it was imported from: `*` for the package as a whole. */
export function importedName(context: FileContext, node: t.Identifier): string | undefined {
  const declaration = context.facts.scopes.bindingOf(node)?.declaration;
  const importing = declaration && context.source.parents.get(declaration);
  if (declaration?.type === 'TSImportEqualsDeclaration')
    return loadedModule(context.facts.scopes, declaration) === 'opentracing' ? '*' : undefined;
  if (importing?.type !== 'ImportDeclaration' || !isTracingModule(importing.source.value)) return undefined;
  const isRoot = importing.source.value === 'opentracing';
  if (declaration?.type === 'ImportNamespaceSpecifier') return isRoot ? '*' : undefined;
  if (declaration?.type === 'ImportDefaultSpecifier') return isRoot ? '*' : undefined;
  if (declaration?.type !== 'ImportSpecifier') return undefined;
  const name = exportedName(declaration.imported);
  return name === 'opentracing' ? '*' : name;
}
