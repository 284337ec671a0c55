import type * as t from '@babel/types';
import { type Edit, insert, remove, replace } from '../../edit/edit';
import { eolOf } from '../../edit/style';
import { rangeOf, textOf } from '../../parse/source-file';
import { statementLines } from '../calls/removal';
import { lineBelow } from '../syntax/line-below';
import type { FileContext } from '../types';
import type { JaegerImport } from './jaeger-import';

/**
 * `jaeger.opentracing` of a module that is held as a whole goes on being jaeger-client's where the module becomes another; what of it moves
 * takes that with it. Undefined where it cannot be told apart.
 */
export function opentracingOfJaeger(
  context: FileContext,
  { whole, statement, specifier }: JaegerImport,
): Edit[] | undefined {
  if (whole === undefined) return [];
  const { members, patterns } = readsOf(context, whole);
  if (members.length + patterns.length === 0) return [];
  const quote = context.source.text.charAt(rangeOf(specifier).start);
  const from = `${quote}${specifier.value}${quote}`;
  if (statement.type !== 'ImportDeclaration')
    return [
      ...members.map((node) => replace(node, `require(${from}).opentracing`)),
      ...patterns.flatMap((pattern) => requiredApart(context, pattern, from)),
    ];
  const apart = patterns.map((pattern) => importedApart(context, pattern, statement, from));
  if (apart.includes(undefined)) return undefined;
  const all = apart.flatMap((edits) => edits ?? []);
  if (members.length === 0) return all;
  const local = NAMES.find((name) => isFree(context, name));
  if (local === undefined) return undefined;
  return [addedImport(context, statement, local, from), ...members.map((node) => replace(node, local)), ...all];
}

/** `import { opentracing as local } from 'jaeger-client'` below the import of the whole. */
function addedImport({ source: { text } }: FileContext, statement: t.Node, local: string, from: string): Edit {
  const taken = local === 'opentracing' ? local : `opentracing as ${local}`;
  const { end } = rangeOf(statement);
  const ended = text.charAt(end - 1) === ';' ? ';' : '';
  return insert(end, `${eolOf(text)}import { ${taken} } from ${from}${ended}`);
}

/** `const { opentracing } = require('jaeger-client')`, with what else is taken out of the module in a statement of its own. */
function requiredApart({ source }: FileContext, { whole, declarator, property }: Pattern, from: string): Edit[] {
  const { id } = declarator;
  if (id.properties.length === 1) return [replace(whole, `require(${from})`)];
  const taken = `{ ${textOf(source, property)} } = require(${from})`;
  const declaration = source.parents.get(declarator);
  const isAlone = declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1;
  const added = isAlone
    ? lineBelow(source, declaration, `${declaration.kind} ${taken}`)
    : insert(rangeOf(declarator).end, `, ${taken}`);
  return [withoutProperty(id, property), added];
}

/** An import of the same name, in the place of the variable. */
function importedApart(
  context: FileContext,
  { declarator, property }: Pattern,
  statement: t.Node,
  from: string,
): Edit[] | undefined {
  const { source } = context;
  const declaration = source.parents.get(declarator);
  const isTop = declaration !== undefined && source.parents.get(declaration)?.type === 'Program';
  if (!isTop || declaration.type !== 'VariableDeclaration' || property.value.type !== 'Identifier') return undefined;
  const added = addedImport(context, statement, property.value.name, from);
  const { properties } = declarator.id;
  if (properties.length > 1) return [added, withoutProperty(declarator.id, property)];
  return declaration.declarations.length === 1 ? [added, remove(statementLines(source, declaration))] : undefined;
}

/** The property goes with the comma after it, or the one before it where it comes last. */
function withoutProperty({ properties }: t.ObjectPattern, property: t.ObjectProperty): Edit {
  const at = properties.indexOf(property);
  const [before, after] = [properties[at - 1], properties[at + 1]];
  const { start, end } = rangeOf(property);
  return remove({
    start: after || !before ? start : rangeOf(before).end,
    end: after ? rangeOf(after).start : end,
  });
}

const NAMES = ['opentracing', 'jaegerOpentracing'];

function isFree({ facts: { scopes } }: FileContext, wanted: string): boolean {
  return !scopes.globals.has(wanted) && !scopes.all.some(({ name }) => name === wanted);
}

/** Where OpenTracing is read from the module. */
interface Reads {
  /** `jaeger.opentracing`, in code and in types. */
  readonly members: readonly t.Node[];
  readonly patterns: readonly Pattern[];
}

/** `const { opentracing } = jaeger`, among others perhaps. */
interface Pattern {
  readonly whole: t.Node;
  readonly declarator: t.VariableDeclarator & { id: t.ObjectPattern };
  readonly property: t.ObjectProperty;
}

function readsOf({ source, facts }: FileContext, whole: t.Identifier): Reads {
  const members: t.Node[] = [];
  const patterns: Pattern[] = [];
  for (const { node } of facts.scopes.bindingOf(whole)?.references ?? []) {
    const parent = source.parents.get(node);
    const pattern = parent?.type === 'VariableDeclarator' ? patternOf(parent, node) : undefined;
    if (pattern) patterns.push(pattern);
    if (isOpenTracingOf(parent, node)) members.push(parent);
  }
  return { members, patterns };
}

function isOpenTracingOf(parent: t.Node | undefined, node: t.Node): parent is t.Node {
  if (parent?.type === 'MemberExpression')
    return parent.object === node && !parent.computed && isNamed(parent.property);
  if (parent?.type === 'TSQualifiedName') return parent.left === node && isNamed(parent.right);
  return parent?.type === 'QualifiedTypeIdentifier' && parent.qualification === node && isNamed(parent.id);
}

function isNamed(node: t.Node): boolean {
  return node.type === 'Identifier' && node.name === 'opentracing';
}

function patternOf(declarator: t.VariableDeclarator, whole: t.Node): Pattern | undefined {
  const { id } = declarator;
  if (id.type !== 'ObjectPattern') return undefined;
  const property = id.properties.find((one) => one.type === 'ObjectProperty' && isNamed(one.key));
  return property?.type === 'ObjectProperty' ? { whole, declarator: { ...declarator, id }, property } : undefined;
}
