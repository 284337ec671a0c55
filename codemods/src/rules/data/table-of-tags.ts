import type * as t from '@babel/types';
import { tags } from '../../catalog/opentracing-api';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { memberName, propertyName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';
import { hasComment, indentationAt, joinParts, lineStart, placeAt, restOfLine } from '../syntax/layout';
import { objectParts } from '../syntax/object-parts';
import { outermost } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { textOfConstant } from './constant-edit';

/** `{ ...Tags, CUSTOMER: 'customer' }`: a table of the program's own, which has the constants themselves then. */
export function spreadTags(context: FileContext, node: t.Node): Edit | undefined {
  const { source } = context;
  const { node: outer, parent: spread } = outermost(source, node);
  const literal = spread && source.parents.get(spread);
  if (spread?.type !== 'SpreadElement' || spread.argument !== outer || literal?.type !== 'ObjectExpression')
    return undefined;
  const names = namesFor(context, literal, spread);
  if (names === undefined) return undefined;
  const entries = names.map((name): Part[] => [
    `${name}: ${quoted(context, textOfConstant(context, `Tags.${name}`, node) ?? '')}`,
  ]);
  const start = lineStart(source, rangeOf(spread).start);
  const isOnOwnLine = /^\s*$/.test(source.text.slice(start, rangeOf(spread).start));
  if (!isOnOwnLine && !hasComment(source, rangeOf(literal))) return onLines(context, literal, spread, entries);
  const line = `,${detectStyle(source).eol}${indentationAt(source, rangeOf(spread).start)}`;
  return replace(spread, ...joinParts(entries, line));
}

/** What is said of a key before would be taken back in the middle, and what is said after is said once. */
function namesFor(context: FileContext, literal: t.ObjectExpression, spread: t.SpreadElement): string[] | undefined {
  const at = literal.properties.indexOf(spread);
  const keys = literal.properties.map(propertyName);
  const read = namesRead(context, literal);
  const names = Object.keys(tags).filter((name) => read?.has(name) ?? true);
  if (names.some((name) => keys.indexOf(name) >= 0 && keys.indexOf(name) < at)) return undefined;
  const own = names.filter((name) => !keys.includes(name));
  return own.length === 0 ? undefined : own;
}

/** What is read of a literal that nobody else sees; undefined where that is not known. */
function namesRead(context: FileContext, literal: t.ObjectExpression): ReadonlySet<string> | undefined {
  const { facts, source } = context;
  const declarator = outermost(source, literal).parent;
  const declaration = declarator && source.parents.get(declarator);
  if (declarator?.type !== 'VariableDeclarator' || declaration === undefined) return undefined;
  if (source.parents.get(declaration)?.type === 'ExportNamedDeclaration') return undefined;
  const uses = facts.scopes.bindingOf(declarator.id)?.references.filter(({ node }) => node !== declarator.id) ?? [];
  const names = uses.map(({ node }) => nameRead(context, node));
  return names.includes(undefined) ? undefined : new Set(names.flatMap((name) => name ?? []));
}

function nameRead({ source }: FileContext, node: t.Node): string | undefined {
  const { node: outer, parent } = outermost(source, node);
  const isRead = parent?.type === 'MemberExpression' && parent.object === outer && !parent.computed;
  return isRead ? memberName(parent) : undefined;
}

function onLines(
  context: FileContext,
  literal: t.ObjectExpression,
  spread: t.SpreadElement,
  entries: readonly (readonly Part[])[],
): Edit {
  const { source } = context;
  const { start, end } = rangeOf(literal);
  const all = literal.properties.flatMap((property) => (property === spread ? entries : [[keep(property)]]));
  return replace(literal, ...objectParts(source, all, placeAt(source, start, 0, restOfLine(source, end).length)));
}
