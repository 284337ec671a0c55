import type * as t from '@babel/types';
import { functions } from '../catalog/opentracing-api';
import { isRequire } from './constraints/calls';
import type { Context } from './constraints/context';
import { specifierOf } from './constraints/module-value';
import { isTracingPackage } from './externals';
import type { ImportSite, TypeReference, ValueReference } from './types';

/** Imports of tracing packages, in any form. */
export function importSites(at: Context): ImportSite[] {
  const sites: ImportSite[] = [];
  for (const node of at.file.source.parents.keys()) {
    const site = importSite(at, node);
    if (site !== undefined && isTracingPackage(site.specifier)) sites.push(site);
  }
  return sites;
}

function importSite(at: Context, node: t.Node): ImportSite | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return site(node, node.source.value, 'import', node.importKind === 'type' || allTypes(node));
    case 'ExportNamedDeclaration':
      return node.source ? site(node, node.source.value, 're-export', node.exportKind === 'type') : undefined;
    case 'ExportAllDeclaration':
      return site(node, node.source.value, 're-export', node.exportKind === 'type');
    case 'TSImportEqualsDeclaration': {
      const { moduleReference } = node;
      if (moduleReference.type !== 'TSExternalModuleReference') return undefined;
      return site(node, moduleReference.expression.value, 'import-equals', node.importKind === 'type');
    }
    case 'CallExpression': {
      const specifier = specifierOf(node.arguments[0]);
      if (specifier === undefined) return undefined;
      if (node.callee.type === 'Import') return site(node, specifier, 'dynamic', false);
      return isRequire(at, node) ? site(node, specifier, 'require', false) : undefined;
    }
    case 'ImportExpression': {
      const specifier = specifierOf(node.source);
      return specifier === undefined ? undefined : site(node, specifier, 'dynamic', false);
    }
    default:
      return undefined;
  }
}

function site(node: t.Node, specifier: string, form: ImportSite['form'], typeOnly: boolean): ImportSite {
  return { node, specifier, form, typeOnly };
}

function allTypes({ specifiers }: t.ImportDeclaration): boolean {
  return specifiers.length > 0 && specifiers.every((s) => s.type === 'ImportSpecifier' && s.importKind === 'type');
}

/** Mentions of OpenTracing's exports as values, the whole expression each; what a call site settles is not repeated. */
export function valueReferences(at: Context): ValueReference[] {
  const found: ValueReference[] = [];
  for (const [node, parent] of at.file.source.parents) {
    if (!isValueExpression(at, node)) continue;
    const name = apiNameOf(at, node);
    if (name === undefined || isPartOfLonger(at, node, parent) || isCallee(node, parent, name)) continue;
    found.push({ node, name });
  }
  return found;
}

function isValueExpression(at: Context, node: t.Node): node is t.Identifier | t.MemberExpression {
  if (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') return true;
  if (node.type !== 'Identifier') return false;
  const binding = at.file.scopes.bindingOf(node);
  return binding?.references.some((reference) => reference.node === node && reference.kind === 'read') ?? false;
}

function apiNameOf(at: Context, node: t.Node): string | undefined {
  const tokens = at.findSlot(node)?.tokens;
  if (tokens === undefined) return undefined;
  for (const token of tokens) if (token.kind === 'api') return token.name;
  return undefined;
}

function isPartOfLonger(at: Context, node: t.Node, parent: t.Node): boolean {
  const isMember = parent.type === 'MemberExpression' || parent.type === 'OptionalMemberExpression';
  return isMember && parent.object === node && apiNameOf(at, parent) !== undefined;
}

function isCallee(node: t.Node, parent: t.Node, name: string): boolean {
  if (parent.type === 'NewExpression') return parent.callee === node;
  const isCall = parent.type === 'CallExpression' || parent.type === 'OptionalCallExpression';
  return isCall && parent.callee === node && Object.hasOwn(functions, name);
}

/** Mentions of OpenTracing's exports as types. */
export function typeReferences(at: Context): TypeReference[] {
  const found: TypeReference[] = [];
  for (const [node, parent] of at.file.source.parents) {
    if (!isTypeName(node, parent)) continue;
    const name = apiNameOf(at, node.type === 'TSImportType' ? (node.qualifier ?? node) : node);
    if (name !== undefined) found.push({ start: node.start ?? 0, end: node.end ?? 0, node, name });
  }
  return [...found, ...docReferences(at)];
}

/** The same in JSDoc, where there is no node. */
function docReferences(at: Context): TypeReference[] {
  return at.docNames.flatMap(({ start, end, name: node }) => {
    const name = apiNameOf(at, node);
    return name === undefined ? [] : [{ start, end, node: null, name }];
  });
}

function isTypeName(node: t.Node, parent: t.Node): boolean {
  if (node.type === 'TSImportType') return true;
  if (parent.type === 'TSTypeReference') return parent.typeName === node;
  if (parent.type === 'GenericTypeAnnotation') return parent.id === node;
  if (parent.type === 'TSExpressionWithTypeArguments') return parent.expression === node;
  return false;
}
