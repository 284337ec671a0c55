import type * as t from '@babel/types';
import { tags, constants as values } from '../../catalog/opentracing-api';
import { type Edit, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { ValueReference } from '../../facts/types';
import { type Range, rangeOf, textOf } from '../../parse/source-file';
import { hasComment } from '../syntax/layout';
import { memberRead } from '../syntax/member-read';
import { outermost } from '../syntax/syntax';
import { objectKey, quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { attributeValue } from '../values/attribute-value';
import { keepsItsName } from './kept-names';
import { successorOf } from './tag-key';

/** The edit that puts the string in the place of a constant; undefined for what is none. */
export function constantEdit(context: FileContext, { node, name }: ValueReference): Edit | undefined {
  const text = textOfConstant(context, name, node);
  return text === undefined ? undefined : literalEdit(context, node, text);
}

/** The string that a constant is, by its name in the namespace. */
export function textOfConstant(context: FileContext, name: string, node: t.Node): string | undefined {
  const table: ReadonlyMap<string, string> = new Map(Object.entries({ ...values, ...prefixed(tags) }));
  const text = table.get(name);
  const successor = context.options.semconv === 'stable' ? successorOf(context, text)?.name : undefined;
  return successor === undefined || keepsItsName(context, node) ? text : successor;
}

function prefixed(table: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [`Tags.${key}`, value]));
}

/** `{ [Tags.ERROR]: x }` and `tags[Tags.ERROR]` need their brackets no more, `{ ERROR }` gets its key back, and a template is one text. */
function literalEdit(context: FileContext, node: t.Node, text: string): Edit {
  const { node: outer, parent } = outermost(context.source, node);
  if (parent?.type === 'TemplateLiteral') {
    const hole = holeAround(context, parent, outer);
    if (hole) return replace(hole, text);
  }
  if (parent?.type === 'ObjectProperty' && parent.shorthand)
    return replace(parent, `${textOf(context.source, node)}: ${quoted(context, text)}`);
  const isKey =
    (parent?.type === 'ObjectProperty' || parent?.type === 'ObjectMethod') && parent.computed && parent.key === outer;
  const isName = parent?.type === 'MemberExpression' && parent.property === outer && /^[a-z]+$/i.test(text);
  if (!isKey && !isName) return replace(node, quoted(context, text));
  if (parent?.type === 'ObjectProperty' && isKey && isSaidByValue(context, parent.value, text))
    return replace({ start: rangeOf(parent).start, end: rangeOf(parent.value).start });
  const { text: source } = context.source;
  const start = source.lastIndexOf('[', rangeOf(outer).start);
  const key = isName ? memberRead(context, text) : objectKey(context, text);
  return replace({ start, end: source.indexOf(']', rangeOf(outer).end) + 1 }, key);
}

/** `${Tags.ERROR}` in a template that nothing else reads; undefined where it holds a comment. */
function holeAround({ source }: FileContext, template: t.TemplateLiteral, node: t.Node): Range | undefined {
  const at = template.expressions.indexOf(node as t.Expression);
  const [before, after] = [template.quasis[at], template.quasis[at + 1]];
  if (!before || !after || source.parents.get(template)?.type === 'TaggedTemplateExpression') return undefined;
  const hole = { start: rangeOf(before).end, end: rangeOf(after).start };
  return hasComment(source, hole) ? undefined : hole;
}

/** `[Tags.COMPONENT]: component` is `component`, where the file writes such properties so and nothing comes around the value. */
function isSaidByValue(context: FileContext, value: t.Node, key: string): boolean {
  if (value.type !== 'Identifier' || value.name !== key || value.extra?.parenthesized === true) return false;
  if (!detectStyle(context.source).shorthand) return false;
  const { before, after } = attributeValue(context, value);
  return before + after === '';
}
