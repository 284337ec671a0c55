import type * as t from '@babel/types';
import { constantInit } from '../../facts/scopes/declared-with';
import { isWrite } from '../../facts/scopes/scope';
import { memberName, propertyName } from '../../parse/key-name';
import { holdsNothing } from '../../parse/nothing';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { spanKindOf } from '../data/span-kind';
import { ERROR, SPAN_KIND } from '../data/tag-key';
import { type Entry, entriesOf, spreadsOf } from '../syntax/object-entries';
import { isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Options whose tags are among those of a literal that they are put together with. */
interface TagsTakenIn {
  readonly options: t.Identifier;
  /** `...options.tags`, where the tags are a literal that it stands in. */
  readonly among: t.SpreadElement | undefined;
}

/**
 * `{ ...options, tags: { ...options.tags, more } }`: what was there stays, and so does the kind that was among it, as a member of the options.
 * Undefined where a kind of the literal's own would give way to it.
 */
export function tagsTakenIn(context: FileContext, literal: t.ObjectExpression): TagsTakenIn | undefined {
  const own = literal.properties.filter((property) => propertyName(property) === 'tags');
  const [tags, more] = own;
  if (tags?.type !== 'ObjectProperty' || more) return undefined;
  const value = unwrap(tags.value);
  for (const options of putBefore(context, literal, tags)) {
    const among = value.type === 'ObjectExpression' ? spreadAmong(context, value, options) : undefined;
    if (among || areTakenIn(context, value, options)) return { options, among };
  }
  return undefined;
}

/** Whether tags that are read become part of those of a literal which their options are put together with, and of nothing else. */
export function isTakenIn(context: FileContext, tags: t.Node): boolean {
  const { facts, source } = context;
  const { node, parent } = outermost(source, tags);
  if (node.type === 'Identifier' && usesOf(context, node).length !== 1) return false;
  switch (parent?.type) {
    case 'LogicalExpression':
    case 'SpreadElement':
    case 'ObjectExpression':
      return isTakenIn(context, parent);
    case 'CallExpression':
      return facts.mergedBy(parent) !== undefined && isTakenIn(context, parent);
    case 'VariableDeclarator': {
      const [use] = usesOf(context, parent.id);
      return use !== undefined && rangeOf(use).start > rangeOf(parent).end && isTakenIn(context, use);
    }
    case 'ObjectProperty': {
      const literal = parent.value === node && propertyName(parent) === 'tags' ? source.parents.get(parent) : undefined;
      return literal?.type === 'ObjectExpression' && tagsTakenIn(context, literal) !== undefined;
    }
    default:
      return false;
  }
}

/** Where a variable is named besides its declaration. */
function usesOf({ facts }: FileContext, name: t.Node): readonly t.Node[] {
  const { references = [], identifier } = facts.scopes.bindingOf(name) ?? {};
  return references.flatMap(({ node }) => (node === identifier ? [] : [node]));
}

/** What is spread into a literal before its tags, or copied before it: `Object.assign({}, options, { tags })`. */
function putBefore({ facts, source }: FileContext, literal: t.ObjectExpression, tags: t.Node): t.Identifier[] {
  const parent = source.parents.get(literal);
  const merged = (parent?.type === 'CallExpression' && facts.mergedBy(parent)) || [];
  const { start } = rangeOf(tags);
  const before = [...spreadsOf(literal).map(({ argument }) => argument), ...merged];
  return before
    .map(unwrap)
    .filter((node) => node.type === 'Identifier' && rangeOf(node).end <= start) as t.Identifier[];
}

/** `...options.tags`, the first that a literal of tags takes in. */
function spreadAmong(
  context: FileContext,
  fields: t.ObjectExpression,
  options: t.Identifier,
): t.SpreadElement | undefined {
  const among = spreadsOf(fields).find(({ argument }) => isTagsOf(context, argument, options));
  return among && keepsKind(context, fields, among) ? among : undefined;
}

/** The same in a variable, or by `Object.assign({ more }, options.tags)`; what has a meaning of its own is not taken apart there. */
function areTakenIn(context: FileContext, value: t.Node, options: t.Identifier): boolean {
  switch (value.type) {
    case 'Identifier': {
      const init = constantInit(context.facts.scopes.bindingOf(value));
      if (init === undefined || unwrap(init).type === 'Identifier') return false;
      return areSameSince(context, init, options) && areTakenIn(context, unwrap(init), options);
    }
    case 'ObjectExpression': {
      const isAlone = spreadsOf(value).length === 1;
      return isAlone && spreadAmong(context, value, options) !== undefined && isPlain(context, value);
    }
    case 'CallExpression': {
      const parts = context.facts.mergedBy(value)?.map(unwrap) ?? [];
      const others = parts.filter((part) => !isTagsOf(context, part, options));
      return others.length < parts.length && others.every((part) => isPlainLiteral(context, part));
    }
    default:
      return isTagsOf(context, value, options);
  }
}

/** Whether a variable of options holds the same from there on. */
function areSameSince({ facts }: FileContext, node: t.Node, options: t.Identifier): boolean {
  const { references = [] } = facts.scopes.bindingOf(options) ?? {};
  return references.every((use) => !isWrite(use) || rangeOf(use.node).end < rangeOf(node).start);
}

function isPlainLiteral(context: FileContext, part: t.Node): boolean {
  return part.type === 'ObjectExpression' && spreadsOf(part).length === 0 && isPlain(context, part);
}

/** Whether each of the tags is nothing but an attribute. */
function isPlain(context: FileContext, fields: t.ObjectExpression): boolean {
  return entriesOf(context, fields).every(({ key }) => key !== undefined && key !== SPAN_KIND && key !== ERROR);
}

/** `options.tags`, `options?.tags`, `options && options.tags`, and each of them with `|| {}`. */
export function isTagsOf({ facts }: Pick<FileContext, 'facts'>, node: t.Node, options: t.Identifier): boolean {
  const binding = facts.scopes.bindingOf(options);
  const isOptions = (part: t.Node) => part.type === 'Identifier' && facts.scopes.bindingOf(part) === binding;
  const inner = withoutElse(unwrap(node));
  const isAsked = inner.type === 'LogicalExpression' && inner.operator === '&&' && isOptions(unwrap(inner.left));
  const member = isAsked ? unwrap(inner.right) : inner;
  return isMember(member) && memberName(member) === 'tags' && isOptions(member.object);
}

function withoutElse(node: t.Node): t.Node {
  const isElse = node.type === 'LogicalExpression' && node.operator !== '&&' && holdsNothing(node.right);
  return isElse ? unwrap(node.left) : node;
}

/**
 * A kind that stands behind what is taken in is the last word in either API. Any other would be overwritten in one of them alone: one that
 * stands before, one that another spread may bring in there, and one that becomes an attribute.
 */
export function keepsKind(context: FileContext, fields: t.ObjectExpression, among: t.SpreadElement): boolean {
  const [first] = spreadsOf(fields);
  const { end } = rangeOf(among);
  const isLast = ({ property, value }: Entry) =>
    rangeOf(property).start > end && spanKindOf(context, value) !== undefined;
  return first === among && entriesOf(context, fields).every((entry) => entry.key !== SPAN_KIND || isLast(entry));
}
