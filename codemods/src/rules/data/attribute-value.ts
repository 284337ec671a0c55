import type * as t from '@babel/types';
import { type Edit, insert, keep, type Part } from '../../edit/edit';
import { rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { isMember, memberName, unwrap } from './syntax';
import { kindOfValue } from './value-kind';
import { isAttributeKind, type ValueKind } from './value-kinds';

/** How a value has to be written to be an attribute: text before and after the expression, which itself is kept. */
export interface AttributeValue {
  readonly before: string;
  readonly after: string;
  /** Nothing proves that the API takes the value: to be told once for each variable. */
  readonly unproven: boolean;
}

const AS_IS: AttributeValue = { before: '', after: '', unproven: false };

/** What is proven of an expression's value in this file. */
export function valueKind(context: FileContext, node: t.Node): ValueKind {
  if (context.facts.stringOf(unwrap(node)) !== undefined) return 'text';
  return kindOfValue({ source: context.source, scopes: context.facts.scopes, visiting: new Set() }, node);
}

/** How to write a tag's or field's value as an attribute; the same text that the shim gives at run time. */
export function attributeValue(context: FileContext, node: t.Node): AttributeValue {
  const kind = isCaught(context, node) ? 'error' : valueKind(context, node);
  if (isAttributeKind(kind) || isMemberOfCaught(context, node)) return AS_IS;
  if (kind === 'unknown') return guarded(context);
  if (kind === 'date') return { ...method(node, 'toISOString'), unproven: false };
  return { before: kind === 'object' ? 'JSON.stringify(' : 'String(', after: ')', unproven: false };
}

/** What is caught is an error, or at least something that a text can be made of. */
function isCaught(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'Identifier' && context.facts.scopes.bindingOf(inner)?.kind === 'catch';
}

function isMemberOfCaught(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  return isMember(inner) && /^(?:message|stack|name)$/.test(memberName(inner) ?? '') && isCaught(context, inner.object);
}

function guarded(context: FileContext): AttributeValue {
  const guard = context.options.guardValues ? context.helper?.('attributeValue') : undefined;
  return guard ? { before: `${guard}(`, after: ')', unproven: false } : { ...AS_IS, unproven: true };
}

function method(node: t.Node, name: string): { before: string; after: string } {
  const bare = ['Identifier', 'MemberExpression', 'CallExpression', 'NewExpression'].includes(node.type);
  return bare ? { before: '', after: `.${name}()` } : { before: '(', after: `).${name}()` };
}

/** The edits that turn a value that stays in place into an attribute. */
export function attributeEdits(node: t.Node, { before, after }: AttributeValue): Edit[] {
  const { start, end } = rangeOf(node);
  return [...(before ? [insert(start, before)] : []), ...(after ? [insert(end, after)] : [])];
}

/** The parts of a value that is written in a new place. */
export function attributeParts(node: t.Node, { before, after }: AttributeValue): Part[] {
  return [before, keep(node), after].filter((part) => part !== '');
}
