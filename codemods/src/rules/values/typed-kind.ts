import type * as t from '@babel/types';
import type { TypedValue, ValuePart } from '../../facts/types';
import { isTypeScript } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { join, type ValueKind } from './value-kinds';

const KINDS: Readonly<Record<ValuePart, ValueKind>> = {
  any: 'unknown',
  unknown: 'unknown',
  text: 'text',
  number: 'primitive',
  boolean: 'boolean',
  list: 'list',
  'readonly list': 'list',
  String: 'text',
  Number: 'primitive',
  Boolean: 'boolean',
  undefined: 'nullish',
  null: 'nullish',
  bigint: 'bigint',
  error: 'error',
  date: 'date',
  object: 'object',
};

/** What the compiler of a TypeScript file says of an expression, in the order in which it is dear: nothing without a question. */
export function typedValue(context: FileContext, node: t.Node): TypedValue | undefined {
  const type = isTypeScript(context.source) ? context.facts.typedValueOf(node) : undefined;
  // Where everything may be undefined, what stands behind `||` comes to light all the same.
  return type?.strict === false && unwrap(node).type === 'LogicalExpression' ? undefined : type;
}

/** Of a type: that nothing may be there. */
export function isNothingPart(part: ValuePart): boolean {
  return part === 'undefined' || part === 'null';
}

/** What a type says of a value that its source does not tell. */
export function typedKind(context: FileContext, node: t.Node): ValueKind {
  const parts = [...(typedValue(context, node)?.parts ?? [])].map((part) => KINDS[part]);
  // `JSON.stringify(undefined)` is undefined, so an object that may be missing is an object.
  const present = parts.filter((kind) => kind !== 'nullish');
  const counted = present.every((kind) => kind === 'object') && !isNullable(context, node) ? present : parts;
  const kind = counted.length === 0 ? 'unknown' : counted.reduce(join);
  // A type's objects may be functions, which `typeof` tells apart from objects.
  return kind === 'maybe object' ? 'unknown' : kind;
}

function isNullable(context: FileContext, node: t.Node): boolean {
  return typedValue(context, node)?.parts.has('null') ?? false;
}
