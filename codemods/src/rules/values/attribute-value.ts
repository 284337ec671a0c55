import type * as t from '@babel/types';
import { type Edit, keep, type Part } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isMember, isRepeatable } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { isCaught } from './caught';
import { dateText } from './date-text';
import { valueKind } from './known-kind';
import { type Around, aroundEdits, aroundParts, castOfValue } from './type-cast';
import { unprovenMember } from './unproven-member';
import { isAttributeKind, type ValueKind } from './value-kinds';
import type { ValuePlace } from './written-type';

/** How a value has to be written to be an attribute: text before and after the expression, which itself is kept. */
export interface AttributeValue {
  readonly before: string;
  readonly after: string;
  readonly doubt: Doubt | undefined;
}

/** Nothing proves that the API takes the value, to be told once for each variable; or that JSON can write a member of it. */
export type Doubt = { readonly kind: 'value' } | { readonly kind: 'json'; readonly member: t.Node };

const AS_IS: AttributeValue = { before: '', after: '', doubt: undefined };

/** How to write a tag's or field's value as an attribute; the same text that the shim gives at run time. */
export function attributeValue(context: FileContext, node: t.Node, place: ValuePlace = 'entry'): AttributeValue {
  const kind = writtenKind(context, node);
  if (isAttributeKind(kind) || isMemberOfCaught(context, node))
    return isPlain(context, node) ? AS_IS : { ...castOfValue(context, node, place), doubt: undefined };
  const around = conversion(context, node, kind);
  if (!around) return guarded(context, { ...castOfValue(context, node, place), doubt: { kind: 'value' } });
  const member = kind === 'object' ? unprovenMember(context, node) : undefined;
  if (!member) return { ...around, doubt: undefined };
  return guarded(context, { ...around, doubt: { kind: 'json', member } });
}

/** How to write a value that is proven to be none that an attribute takes; undefined for all others. */
export function conversionOf(context: FileContext, node: t.Node): Around | undefined {
  const kind = writtenKind(context, node);
  return isAttributeKind(kind) ? undefined : conversion(context, node, kind);
}

/** What is caught is an error, or at least something that a text can be made of. */
function writtenKind(context: FileContext, node: t.Node): ValueKind {
  return isCaught(context, node) ? 'error' : valueKind(context, node);
}

function conversion(context: FileContext, node: t.Node, kind: ValueKind): Around | undefined {
  switch (kind) {
    case 'unknown':
      return undefined;
    case 'date':
      return member(node, dateText(context, node));
    case 'maybe object':
      return isRepeatable(node) ? objectOnly(context, node) : undefined;
    case 'entries':
      return { before: 'JSON.stringify([...', after: '])' };
    default:
      return { before: kind === 'object' ? 'JSON.stringify(' : 'String(', after: ')' };
  }
}

/** A primitive stays what it is: a text would get quotes. */
function objectOnly(context: FileContext, node: t.Node): Around {
  const text = textOf(context.source, node);
  return { before: `typeof ${text} === ${quoted(context, 'object')} ? JSON.stringify(`, after: `) : ${text}` };
}

/** Values of which no type needs to be asked whether it is an attribute. */
function isPlain(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  const isLiteral = /^(?:String|Numeric|Boolean|Template)Literal$|^(?:Binary|Unary|Update)Expression$/.test(inner.type);
  return isLiteral || context.facts.stringOf(inner) !== undefined;
}

function isMemberOfCaught(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  return isMember(inner) && /^(?:message|stack|name)$/.test(memberName(inner) ?? '') && isCaught(context, inner.object);
}

/** A helper of the project converts at run time what is in doubt, if that is wanted. */
function guarded(context: FileContext, value: AttributeValue): AttributeValue {
  const guard = context.options.guardValues ? context.helper?.('attributeValue') : undefined;
  return guard ? { before: `${guard}(`, after: ')', doubt: undefined } : value;
}

function member(node: t.Node, read: string): { before: string; after: string } {
  const bare = ['Identifier', 'MemberExpression', 'CallExpression', 'NewExpression'].includes(node.type);
  return bare ? { before: '', after: read } : { before: '(', after: `)${read}` };
}

/** The edits that turn a value that stays in place into an attribute. */
export function attributeEdits(node: t.Node, value: AttributeValue): Edit[] {
  return aroundEdits(node, value);
}

/** The parts of a value that is written in a new place. */
export function attributeParts(node: t.Node, value: AttributeValue): Part[] {
  return aroundParts(value, keep(node));
}
