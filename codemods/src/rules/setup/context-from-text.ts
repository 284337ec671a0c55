import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { keep, replace } from '../../edit/edit';
import type { FileFacts } from '../../facts/types';
import { isMadeHere } from '../context/made-here';
import { nodesOf } from '../data/nodes';
import { isCall, isMember, memberName, plainArguments } from '../data/syntax';
import { quoted } from '../data/text';
import type { FileContext, Proposal } from '../types';

/** `SpanContext.fromString(text)` of jaeger-client reads what `uber-trace-id` holds: so does a propagator that knows that header. */
export function* contextsFromText(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'CallExpression')) {
    if (!isMember(node.callee) || memberName(node.callee) !== 'fromString') continue;
    const [text, ...more] = plainArguments(node) ?? [];
    if (!text || more.length > 0 || !isJaegerContext(context.facts, node.callee.object)) continue;
    if (isMadeHere(context, node.callee.object)) continue;
    const { path } = context.source;
    const carrier = [`{ ${quoted(context, 'uber-trace-id')}: `, keep(text), ' }'];
    const read = [`${context.api('propagation')}.extract(${context.api('ROOT_CONTEXT')}, `, ...carrier, ')'];
    const outcome = {
      kind: 'rewrite',
      edits: [replace(node, ...read)],
      findings: [finding('OT506', path, node, {})],
    } as const;
    yield { rule: 'tracer-setup', site: node, units: [], outcome };
  }
}

/** Whether a mention of jaeger-client's class only reads a context from a text. */
export function isReadFromText({ source }: FileContext, node: t.Node): boolean {
  const parent = source.parents.get(node);
  const call = parent && source.parents.get(parent);
  return isMember(parent) && memberName(parent) === 'fromString' && isCall(call) && call.callee === parent;
}

function isJaegerContext(facts: FileFacts, node: t.Node): boolean {
  if (node.type === 'Identifier') return importedFrom(facts, node) === 'SpanContext';
  return isMember(node) && memberName(node) === 'SpanContext' && importedFrom(facts, node.object) === '*';
}

/** What a name is in jaeger-client: `*` for the whole of it. */
function importedFrom({ scopes, imports, source }: FileFacts, node: t.Node): string | undefined {
  const declaration = node.type === 'Identifier' ? scopes.bindingOf(node)?.declaration : undefined;
  const site = imports.find(({ specifier }) => specifier === 'jaeger-client');
  if (!declaration || !site) return undefined;
  if (declaration.type === 'VariableDeclarator' && declaration.init === site.node)
    return declaration.id.type === 'Identifier' ? '*' : nameInPattern(declaration.id, node);
  if (source.parents.get(declaration) !== site.node) return undefined;
  if (declaration.type !== 'ImportSpecifier') return '*';
  return declaration.imported.type === 'Identifier' ? declaration.imported.name : declaration.imported.value;
}

function nameInPattern(pattern: t.Node, node: t.Node): string | undefined {
  if (pattern.type !== 'ObjectPattern' || node.type !== 'Identifier') return undefined;
  for (const property of pattern.properties) {
    if (property.type !== 'ObjectProperty' || property.key.type !== 'Identifier') continue;
    if (property.value.type === 'Identifier' && property.value.name === node.name) return property.key.name;
  }
  return undefined;
}
