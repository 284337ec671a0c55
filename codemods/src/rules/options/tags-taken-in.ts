import type * as t from '@babel/types';
import { memberName, propertyName } from '../../parse/key-name';
import { holdsNothing } from '../../parse/nothing';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { spanKindOf } from '../data/span-kind';
import { SPAN_KIND } from '../data/tag-key';
import { type Entry, entriesOf, spreadsOf } from '../syntax/object-entries';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Options whose tags are among those of a literal that they are spread into. */
interface TagsTakenIn {
  readonly options: t.Identifier;
  /** `...options.tags`, among the tags of the literal. */
  readonly among: t.SpreadElement;
}

/**
 * `{ ...options, tags: { ...options.tags, more } }`: what was there stays, and so does the kind that was among it, as a member of the options.
 * Undefined where a kind of the literal's own would give way to it.
 */
export function tagsTakenIn(context: FileContext, literal: t.ObjectExpression): TagsTakenIn | undefined {
  const own = literal.properties.filter((property) => propertyName(property) === 'tags');
  const [tags, more] = own;
  if (tags?.type !== 'ObjectProperty' || more) return undefined;
  const fields = unwrap(tags.value);
  if (fields.type !== 'ObjectExpression') return undefined;
  for (const { argument, end } of spreadsOf(literal)) {
    const options = unwrap(argument);
    if (options.type !== 'Identifier' || (end ?? 0) > rangeOf(tags).start) continue;
    const among = spreadsOf(fields).find((spread) => isTagsOf(context, spread, options));
    if (among && keepsKind(context, fields, among)) return { options, among };
  }
  return undefined;
}

/** `...options.tags`, `...options?.tags`, `...(options.tags || {})` */
function isTagsOf({ facts }: FileContext, { argument }: t.SpreadElement, options: t.Identifier): boolean {
  const inner = unwrap(argument);
  const isElse = inner.type === 'LogicalExpression' && inner.operator !== '&&' && holdsNothing(inner.right);
  const member = isElse ? unwrap(inner.left) : inner;
  if (!isMember(member) || memberName(member) !== 'tags' || member.object.type !== 'Identifier') return false;
  return facts.scopes.bindingOf(member.object) === facts.scopes.bindingOf(options);
}

/**
 * A kind that stands behind what is taken in is the last word in either API. Any other would be overwritten in one of them alone: one that
 * stands before, one that another spread may bring in there, and one that becomes an attribute.
 */
function keepsKind(context: FileContext, fields: t.ObjectExpression, among: t.SpreadElement): boolean {
  const [first] = spreadsOf(fields);
  const { end } = rangeOf(among);
  const isLast = ({ property, value }: Entry) =>
    rangeOf(property).start > end && spanKindOf(context, value) !== undefined;
  return first === among && entriesOf(context, fields).every((entry) => entry.key !== SPAN_KIND || isLast(entry));
}
