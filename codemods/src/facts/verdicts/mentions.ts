import type * as t from '@babel/types';
import { isDeclaration } from '../../catalog/declaration-files';
import { functions } from '../../catalog/opentracing-api';
import { speaksOpenTracing } from '../../catalog/speaking-packages';
import { isCall } from '../../parse/calls';
import { plainText } from '../../parse/plain-text';
import { memberOn } from '../../parse/uses';
import { isRequire } from '../constraints/calls';
import { byPlace, type Context } from '../constraints/context';
import { isTracingPackage } from '../flow/externals';
import type { ImportSite, TypeReference, ValueReference } from '../types';

/** Imports of tracing packages, in any form. */
export function importSites(at: Context): ImportSite[] {
  return sitesOf(at, ({ specifier }) => isTracingPackage(specifier));
}

/** Imports of other people's packages that speak OpenTracing. */
export function speakerSites(at: Context): ImportSite[] {
  const { modules, file } = at;
  return sitesOf(
    at,
    ({ specifier, typeOnly }) =>
      !typeOnly &&
      speaksOpenTracing(specifier) &&
      !isWrittenHere(at, specifier) &&
      !modules.hasPackage(specifier) &&
      // What has a scope and is not listed may be an alias of the project's own.
      (modules.listsPackage(specifier, file) || !specifier.startsWith('@')),
  );
}

/** A file of the project that a specifier leads to; one that only declares describes a package. */
function isWrittenHere({ modules, file }: Context, specifier: string): boolean {
  const found = modules.resolve(specifier, file);
  return found !== undefined && !isDeclaration(found.source.path);
}

function sitesOf(at: Context, isWanted: (site: ImportSite) => boolean): ImportSite[] {
  const sites: ImportSite[] = [];
  const candidates = at.nodes(
    'ImportDeclaration',
    'ExportNamedDeclaration',
    'ExportAllDeclaration',
    'TSImportEqualsDeclaration',
    'CallExpression',
  );
  for (const node of candidates) {
    const site = importSite(at, node);
    if (site !== undefined && isWanted(site)) sites.push(site);
  }
  return sites.sort(byPlace);
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
      const specifier = plainText(node.arguments[0]);
      if (specifier === undefined) return undefined;
      if (node.callee.type === 'Import') return site(node, specifier, 'dynamic', false);
      return isRequire(at, node) ? site(node, specifier, 'require', false) : undefined;
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
  for (const node of at.nodes('Identifier', 'MemberExpression', 'OptionalMemberExpression')) {
    const name = apiNameOf(at, node);
    const parent = at.parent(node);
    if (name === undefined || parent === undefined || !isValueExpression(at, node)) continue;
    if (!isPartOfLonger(at, node) && !isCallee(at, node, parent, name)) found.push({ node, name });
  }
  return found.sort(byPlace);
}

function isValueExpression(at: Context, node: t.Node): boolean {
  if (node.type !== 'Identifier') return true;
  const binding = at.file.scopes.bindingOf(node);
  return binding?.references.some((reference) => reference.node === node && reference.kind === 'read') ?? false;
}

function apiNameOf(at: Context, node: t.Node): string | undefined {
  const tokens = at.findSlot(node)?.tokens;
  if (tokens === undefined) return undefined;
  for (const token of tokens) if (token.kind === 'api') return token.name;
  return undefined;
}

function isPartOfLonger(at: Context, node: t.Node): boolean {
  const member = memberOn(at.file.source, node);
  return member !== undefined && apiNameOf(at, member) !== undefined;
}

/** Also as compilers write it: `(0, opentracing.globalTracer)()`. */
function isCallee(at: Context, node: t.Node, parent: t.Node, name: string): boolean {
  const outer = parent.type === 'SequenceExpression' && parent.expressions.at(-1) === node && at.parent(parent);
  if (outer) return isCallee(at, parent, outer, name);
  if (parent.type === 'NewExpression') return parent.callee === node;
  return isCall(parent) && parent.callee === node && Object.hasOwn(functions, name);
}

/** Mentions of OpenTracing's exports as types. */
export function typeReferences(at: Context): TypeReference[] {
  const found: (TypeReference & { readonly node: t.Node })[] = [];
  for (const node of at.nodes(
    'Identifier',
    'TSQualifiedName',
    'QualifiedTypeIdentifier',
    'MemberExpression',
    'TSImportType',
  )) {
    const name = apiNameOf(at, node.type === 'TSImportType' ? (node.qualifier ?? node) : node);
    if (name !== undefined && isTypeName(node, at.parent(node)))
      found.push({ start: node.start ?? 0, end: node.end ?? 0, node, name });
  }
  return [...found.sort(byPlace), ...docReferences(at)];
}

/** The same in JSDoc, where there is no node. */
function docReferences(at: Context): TypeReference[] {
  return at.docNames.flatMap(({ start, end, name: node, holder }) => {
    const name = apiNameOf(at, node);
    return name === undefined ? [] : [{ start, end, node: null, name, holder }];
  });
}

function isTypeName(node: t.Node, parent: t.Node | undefined): boolean {
  if (node.type === 'TSImportType') return true;
  if (parent === undefined) return false;
  if (parent.type === 'TSTypeReference') return parent.typeName === node;
  if (parent.type === 'GenericTypeAnnotation') return parent.id === node;
  if (parent.type === 'TSExpressionWithTypeArguments') return parent.expression === node;
  return false;
}
