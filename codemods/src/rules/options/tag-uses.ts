import type * as t from '@babel/types';
import type { Finding } from '../../catalog/findings';
import { type Edit, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { holdsNothing } from '../../parse/nothing';
import { rangeOf, textOf } from '../../parse/source-file';
import { assignmentTo, memberOn, plainAssignmentTo } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import { attributesOf } from '../data/attributes';
import { keyFindings } from '../data/key-findings';
import { spanKindOf } from '../data/span-kind';
import { errorTagMeaning } from '../data/status';
import { ERROR, SPAN_KIND, successorOf, tagKey } from '../data/tag-key';
import { isNothing, ownerText } from '../syntax/expressions';
import { lineBelow } from '../syntax/line-below';
import { literalEdits } from '../syntax/literal';
import { type Entry, entriesOf, spreadsOf } from '../syntax/object-entries';
import { listOf } from '../syntax/statements';
import { type AnyMember, outermost } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { attributeEdits, attributeValue } from '../values/attribute-value';
import { unprovenAmong, unprovenFindings, unprovenOf } from '../values/unproven';
import { nameOfSpan, type Read, unknownOptions } from './start-options';
import { tagsElsewhere } from './start-tags';
import { isTagsOf, isTakenIn, keepsKind } from './tags-taken-in';
import { isWrittenIfNone } from './written-if-none';

/** What becomes of the tags of options that are kept in a variable, where a later line looks into them. */
export interface TagUse {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

/** Why options in a variable stay whose tags hold an error. */
export const ERROR_AMONG_TAGS = 'an error among their tags is the status of the span, which is set on it';

function unsaid(context: FileContext, call: t.Node, why: string): Read<TagUse> {
  return { left: unknownOptions(context, call, why) };
}

/** A tag that is written after the options are made: `options.tags[key] = value`. */
interface TagWrite {
  readonly tags: AnyMember;
  readonly member: AnyMember;
  readonly key: string | undefined;
  readonly write: t.AssignmentExpression;
}

function renamed({ property }: AnyMember): Edit {
  return replace(property, 'attributes');
}

/** Reads one `options.tags` of the options of a call, in whatever use. */
export function readTagUse(context: FileContext, tags: AnyMember, call: t.Node): Read<TagUse> {
  const { node } = outermost(context.source, tags);
  const member = memberOn(context.source, node);
  if (member) return readMember(context, { tags, member }, call);
  const write = assignmentTo(context.source, node);
  if (write) return readNewTags(context, write, tags, call);
  if (isAmongNew(context, tags) || isOrNone(context, tags) || isTested(context, tags))
    return { edits: [renamed(tags)], findings: [] };
  const { findings } = tagsElsewhere(context, tags, nameOfSpan(context, call));
  return { edits: [renamed(tags)], findings };
}

/**
 * `options.tags = { ...options.tags, more }` and `{ ...options, tags: { ...options.tags, more } }`: what is read is told of where it was
 * written.
 */
function isAmongNew(context: FileContext, tags: AnyMember): boolean {
  if (isTakenIn(context, tags)) return true;
  const spread = spreadOf(context, tags);
  const literal = spread && context.source.parents.get(spread);
  if (literal?.type !== 'ObjectExpression') return false;
  const { node, parent } = outermost(context.source, literal);
  if (parent?.type !== 'AssignmentExpression' || parent.right !== node) return false;
  return textOf(context.source, parent.left) === textOf(context.source, tags);
}

/** `...options.tags` and `...(options.tags || {})` */
function spreadOf(context: FileContext, tags: AnyMember): t.SpreadElement | undefined {
  const { parent } = withElse(context, tags);
  return parent?.type === 'SpreadElement' ? parent : undefined;
}

/** `options.tags = options.tags || {}` */
function isOrNone(context: FileContext, tags: AnyMember): boolean {
  const { node, parent } = withElse(context, tags);
  return parent?.type === 'AssignmentExpression' && parent.right === node && isNoneAnew(context, parent);
}

/** `if (!options.tags)`, `options.tags === undefined`: it is only asked whether there are any, and there still are. */
function isTested({ source }: FileContext, tags: AnyMember): boolean {
  const { node, parent } = outermost(source, tags);
  switch (parent?.type) {
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator) && isNothing(parent.right);
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'LogicalExpression': {
      const other = unwrap(parent.right);
      return other.type === 'AssignmentExpression' && isWrittenIfNone(source, other);
    }
    default:
      return false;
  }
}

/** Tags as they are read where there may be none: `options.tags || {}`, `options && options.tags`. */
function withElse(context: FileContext, tags: t.Node): ReturnType<typeof outermost> {
  const read = outermost(context.source, tags);
  const { node, parent } = read;
  if (parent?.type !== 'LogicalExpression') return read;
  const isAsked = parent.operator === '&&' && parent.right === node;
  return isAsked || (parent.operator !== '&&' && parent.left === node) ? withElse(context, parent) : read;
}

/** `options.tags = options.tags || {}`, `options.tags ||= {}` and `if (!options.tags) options.tags = {}` only see to it that there are some. */
function isNoneAnew({ source }: FileContext, write: t.AssignmentExpression): boolean {
  const { left, operator, right } = write;
  if (operator !== '=') return (operator === '||=' || operator === '??=') && holdsNothing(right);
  const given = unwrap(right);
  if (given.type === 'ObjectExpression') return holdsNothing(given) && isWrittenIfNone(source, write);
  if (given.type !== 'LogicalExpression' || given.operator === '&&' || !holdsNothing(given.right)) return false;
  return textOf(source, unwrap(given.left)) === textOf(source, left);
}

function readMember(
  context: FileContext,
  { tags, member }: Pick<TagWrite, 'tags' | 'member'>,
  call: t.Node,
): Read<TagUse> {
  const key = member.computed ? tagKey(context, member.property) : memberName(member);
  const write = plainAssignmentTo(context.source, outermost(context.source, member).node);
  if (write) return readWrite(context, { tags, member, key, write }, call);
  if (key === ERROR || key === SPAN_KIND)
    return unsaid(context, call, `their tag ${key} is read, which is no attribute`);
  return { edits: [renamed(tags), ...newName(context, { tags, member, key })], findings: [] };
}

/** The name of an attribute where the conventions gave it another; nothing where both are there. */
function newName(context: FileContext, tag: Pick<TagWrite, 'tags' | 'member' | 'key'>): Edit[] {
  const successor = context.options.semconv === 'dual' ? undefined : successorOf(context, tag.key);
  return successor ? [replace(keyOf(tag), `[${quoted(context, successor.name)}]`)] : [];
}

function readWrite(context: FileContext, tag: TagWrite, call: t.Node): Read<TagUse> {
  const { key, member, write } = tag;
  const { right } = write;
  if (key === ERROR && errorTagMeaning(context, right) !== 'attribute') return unsaid(context, call, ERROR_AMONG_TAGS);
  const kind = key === SPAN_KIND ? spanKindOf(context, right) : undefined;
  if (kind) return { edits: [replace(write, kindWrite(context, tag.tags, kind))], findings: [] };
  const successor = successorOf(context, key);
  // Two names for one value would take two statements.
  if (successor && context.options.semconv === 'dual') return unsaid(context, call, `their tag ${key} has two names`);
  const span = nameOfSpan(context, call);
  const value = attributeValue(context, right);
  return {
    edits: [renamed(tag.tags), ...newName(context, tag), ...attributeEdits(right, value)],
    findings: [
      ...unprovenFindings(context, span, unprovenAmong([unprovenOf(context, right, value)])),
      ...keyFindings(context, { node: write, key, keyNode: member.property, value: right, name: span }),
    ],
  };
}

/** `.key` and `[key]` */
function keyOf({ tags, member }: Pick<TagWrite, 'tags' | 'member'>): { start: number; end: number } {
  return { start: rangeOf(tags).end, end: rangeOf(member).end };
}

function kindWrite(context: FileContext, tags: AnyMember, kind: string): string {
  return `${ownerText(context.source, tags.object)}.kind = ${context.api('SpanKind')}.${kind}`;
}

/** `options.tags = { ... };` */
function readNewTags(context: FileContext, write: t.AssignmentExpression, tags: AnyMember, call: t.Node): Read<TagUse> {
  if (isNoneAnew(context, write)) return { edits: [renamed(tags)], findings: [] };
  if (write.operator !== '=') return unsaid(context, call, 'their tags are replaced by a choice');
  const span = nameOfSpan(context, call);
  const literal = unwrap(write.right);
  if (literal.type !== 'ObjectExpression') {
    const { edits, findings } = tagsElsewhere(context, write.right, span);
    return { edits: [renamed(tags), ...edits], findings };
  }
  const old = oldAmong(context, literal, tags);
  const { kind, status, removed, added, edits, findings } = attributesOf(context, literal, {
    name: span,
    atStart: true,
    old,
  });
  const statement = context.source.parents.get(write);
  const isStatement = statement?.type === 'ExpressionStatement' && listOf(context.source, statement) !== undefined;
  if (status) return unsaid(context, call, ERROR_AMONG_TAGS);
  if (kind && !isStatement) return unsaid(context, call, 'a kind among their tags is set within an expression');
  if (!kind && mayHaveKind(context, tags, literal) && !old)
    return unsaid(context, call, 'tags with a kind are replaced by others without');
  return {
    edits: [
      renamed(tags),
      ...literalEdits(context.source, literal, { removed, added }),
      ...edits,
      ...(kind && statement ? [lineBelow(context.source, statement, kindWrite(context, tags, kind))] : []),
    ],
    findings,
  };
}

/** Whether any other tags that these options are seen to have name a kind that becomes one: it went with them. */
function mayHaveKind(context: FileContext, tags: AnyMember, own: t.ObjectExpression): boolean {
  const isKind = ({ key, value }: Entry) => key === SPAN_KIND && spanKindOf(context, value) !== undefined;
  const { literals } = context.facts.objectsOf(tags);
  return literals.some(({ node }) => node !== own && entriesOf(context, node).some(isKind));
}

/** `options.tags = { ...options.tags, more }` keeps what there was. */
function oldAmong(context: FileContext, literal: t.ObjectExpression, tags: AnyMember): t.SpreadElement | undefined {
  const written = textOf(context.source, tags);
  const old = spreadsOf(literal).find(({ argument }) => {
    const given = unwrap(argument);
    if (textOf(context.source, given) === written) return true;
    return tags.object.type === 'Identifier' && isTagsOf(context, given, tags.object);
  });
  return old && (old === literal.properties[0] || keepsKind(context, literal, old)) ? old : undefined;
}
