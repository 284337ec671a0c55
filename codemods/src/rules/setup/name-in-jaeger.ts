import type * as t from '@babel/types';
import type { FileFacts, ImportSite } from '../../facts/types';
import { exportedName } from '../../parse/exported-name';
import { memberName } from '../../parse/key-name';
import { isMember } from '../syntax/syntax';

/** What an expression is by name in jaeger-client: `*` for the whole of it; undefined for anything else. */
export function nameInJaeger(facts: FileFacts, node: t.Node): string | undefined {
  const sites = facts.imports.filter(({ specifier }) => specifier === 'jaeger-client');
  return sites.length === 0 ? undefined : nameFrom(facts, sites, node);
}

function nameFrom(facts: FileFacts, sites: readonly ImportSite[], node: t.Node): string | undefined {
  if (sites.some((site) => site.node === node)) return '*';
  if (isMember(node)) return nameFrom(facts, sites, node.object) === '*' ? memberName(node) : undefined;
  const declaration = node.type === 'Identifier' ? facts.scopes.bindingOf(node)?.declaration : undefined;
  if (!declaration) return undefined;
  if (declaration.type === 'VariableDeclarator' && declaration.init) {
    const init = nameFrom(facts, sites, declaration.init);
    return declaration.id.type === 'Identifier' || init !== '*' ? init : nameInPattern(declaration.id, node);
  }
  if (!sites.some((site) => site.node === facts.source.parents.get(declaration))) return undefined;
  if (declaration.type !== 'ImportSpecifier') return '*';
  return exportedName(declaration.imported);
}

function nameInPattern(pattern: t.Node, node: t.Node): string | undefined {
  if (pattern.type !== 'ObjectPattern' || node.type !== 'Identifier') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'ObjectProperty' || property.key.type !== 'Identifier') continue;
    if (property.value.type === 'Identifier' && property.value.name === node.name) return property.key.name;
  }
  return undefined;
}
