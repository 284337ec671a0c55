import type * as t from '@babel/types';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import type { TypedValue, ValuePart } from '../../facts/types';
import type { FileContext } from '../types';
import { isNothingPart, isTypeCertain, knownType } from './typed-kind';
import { isBoxed } from './value-kinds';
import type { ValuePlace } from './written-type';

/** What has to stand around an expression. */
export interface Around {
  readonly before: string;
  readonly after: string;
}

export const NO_CAST: Around = { before: '', after: '' };

const ATTRIBUTES: ReadonlySet<ValuePart> = new Set(['any', 'text', 'number', 'boolean', 'list']);
/** What a cast makes a value of an attribute of. */
const COMPARABLE: ReadonlySet<ValuePart> = new Set([...ATTRIBUTES, 'unknown', 'readonly list']);

/**
 * OpenTracing's types take `any`, those of OpenTelemetry only what is an attribute, and not undefined. What a value is at run time
 * is as before, so the compiler is told that it may pass.
 */
export function castOfValue(context: FileContext, node: t.Node, place: ValuePlace): Around {
  const type = knownType(context, node);
  if (type === undefined) return NO_CAST;
  const { parts, strict } = type;
  if (parts.has('any')) return NO_CAST;
  const wrong = [...parts].filter((part) => !ATTRIBUTES.has(part) && !isAllowedNothing(part, place, strict));
  if (wrong.length === 0) return NO_CAST;
  return castTo(node, typeFor(context, parts, isTypeCertain(context, node)));
}

function isAllowedNothing(part: ValuePart, place: ValuePlace, strict: boolean): boolean {
  return isNothingPart(part) && (!strict || (part === 'undefined' && place === 'entry'));
}

const PLAIN: { readonly [Part in ValuePart]?: string } = { text: 'string', number: 'number', boolean: 'boolean' };

/** The narrowest type that says it; of a value that can be no attribute at all the compiler wants to hear it twice. */
function typeFor(context: FileContext, parts: ReadonlySet<ValuePart>, isCertain: boolean): string {
  const present = [...parts].filter((part) => !isNothingPart(part));
  const [only] = present;
  const names = present.map((part) => PLAIN[part]);
  if (present.length > 0 && !names.includes(undefined)) return names.join(' | ');
  if (present.length === 1 && only && isBoxed(only)) return only.toLowerCase();
  const comparable = isCertain
    ? present.some((part) => COMPARABLE.has(part))
    : present.every((part) => part !== 'unknown' && COMPARABLE.has(part));
  return `${comparable ? '' : 'unknown as '}${attributeValueType(context)}`;
}

function attributeValueType(context: FileContext): string {
  return context.api('AttributeValue');
}

/** An expression that is passed where OpenTelemetry's types want `Attributes`, or a literal that such are spread into. */
export function castOfFields(context: FileContext, node: t.Node, place: ValuePlace): Around {
  const type = knownType(context, node);
  if (type === undefined || type.parts.has('any')) return NO_CAST;
  const isMissing = [...type.parts].some((part) => isNothingPart(part) && !isAllowedNothing(part, place, type.strict));
  switch (type.fields) {
    case 'attributes':
      return isMissing ? castTo(node, context.api('Attributes')) : NO_CAST;
    case 'copied':
      return copied(node);
    default:
      return castTo(node, asFields(context, type));
  }
}

function asFields(context: FileContext, { fields }: TypedValue): string {
  return `${fields === 'other' ? 'unknown as ' : ''}${context.api('Attributes')}`;
}

/** What is spread into a literal of attributes may make it one that the compiler does not take. */
export function castOfLiteral(context: FileContext, spreads: readonly t.SpreadElement[]): string {
  const types = spreads.flatMap(({ argument }) => knownType(context, argument) ?? []);
  const worst = types.find(({ fields }) => fields === 'other') ?? types.find(({ fields }) => fields === 'cast');
  return worst === undefined ? '' : ` as ${asFields(context, worst)}`;
}

function copied(node: t.Node): Around {
  return node.type === 'TSAsExpression' ? { before: '{ ...(', after: ') }' } : { before: '{ ...', after: ' }' };
}

/** What tells a compiler that an expression is of a type. */
export function castTo(node: t.Node, type: string): Around {
  return isTight(node) ? { before: '', after: ` as ${type}` } : { before: '(', after: `) as ${type}` };
}

/** Whether `as` after it speaks of the whole expression. */
function isTight(node: t.Node): boolean {
  return (
    node.extra?.parenthesized === true ||
    ['Identifier', 'ObjectExpression', 'TSAsExpression', 'TSNonNullExpression', 'ThisExpression'].includes(node.type) ||
    /(?:Member|Call|New|Await)Expression$/.test(node.type)
  );
}

/** The edits that put it around an expression that stays in place; as one, so that nothing gets between the two where more comes behind it. */
export function aroundEdits(node: t.Node, around: Around): Edit[] {
  return around.before || around.after ? [replace(node, ...aroundParts(around, keep(node)))] : [];
}

/** The parts of an expression that is written in a new place. */
export function aroundParts({ before, after }: Around, ...inner: readonly Part[]): Part[] {
  return [before, ...inner, after].filter((part) => part !== '');
}
