import type * as t from '@babel/types';
import type { TypedValue, ValuePart } from '../../facts/types';
import { annotationOf } from '../../parse/annotation';
import { isTypeScript, type SourceFile } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isCall, isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isOfClass, isPresent, isToldFrom, presentAt } from './present';
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
  entries: 'entries',
  opaque: 'unknown',
  other: 'unknown',
};

/** What the compiler of a TypeScript file says of an expression, in the order in which it is dear: nothing without a question. */
export function typedValue(context: FileContext, node: t.Node): TypedValue | undefined {
  const type = isTypeScript(context.source) ? context.facts.typedValueOf(node) : undefined;
  // Where everything may be undefined, what stands behind `||` comes to light all the same.
  return type?.strict === false && unwrap(node).type === 'LogicalExpression' ? undefined : type;
}

/** What a compiler says of an expression, or where none can be asked, what its source does. */
export function knownType(context: FileContext, node: t.Node): TypedValue | undefined {
  const isAsked = context.facts.typedValueOf(node) !== undefined;
  return isAsked ? typedValue(context, node) : narrowed(context, node, context.facts.writtenValueOf(node));
}

/** A compiler takes into account what tests around a place say; of those that say less than this `isNarrowed` tells. */
function narrowed(context: FileContext, node: t.Node, type: TypedValue | undefined): TypedValue | undefined {
  if (!type) return undefined;
  const present = presentAt(context, node);
  if (isOfClass(context, node, 'Error', present)) return { ...type, parts: new Set(['error']) };
  const isThere = isPresent(context, node, present);
  const remains = (part: ValuePart) => !isNothingPart(part) || !(isThere || isToldFrom(context, node, present, part));
  return { ...type, parts: new Set([...type.parts].filter(remains)) };
}

/** Whether a compiler may know more of an expression at its place than its source says: of what kind it is was asked, or is written anew. */
function isNarrowed(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  if (isMember(inner)) return isNarrowed(context, inner.object);
  const binding = inner.type === 'Identifier' ? context.facts.scopes.bindingOf(inner) : undefined;
  if (!binding) return false;
  const { declaration, identifier, references, reassigned } = binding;
  const isGiven = declaration.type === 'VariableDeclarator' && declaration.init != null && annotationOf(identifier);
  return reassigned || !!isGiven || references.some(({ node: name }) => isAsked(context.source, name));
}

/** Whether a cast to a type that is among those which an expression may be of compiles whatever a compiler makes of it. */
export function isTypeCertain(context: FileContext, node: t.Node): boolean {
  return typedValue(context, node) !== undefined || !isNarrowed(context, node);
}

/** Whether it is asked of what kind something is, or a member of it. */
function isAsked(source: SourceFile, name: t.Node): boolean {
  const parent = source.parents.get(name);
  return isMember(parent) ? isAsked(source, parent) : isAskedItself(source, name);
}

/** `typeof x`, `x instanceof Y`, `'key' in x`, `x === y`, `if (isError(x))`. */
export function isAskedItself(source: SourceFile, name: t.Node): boolean {
  const parent = source.parents.get(name);
  if (parent?.type === 'UnaryExpression') return parent.operator === 'typeof';
  if (isCall(parent)) return isTest(source, parent);
  return parent?.type === 'BinaryExpression' || parent?.type === 'SwitchStatement';
}

/** Where a type guard stands. */
function isTest(source: SourceFile, node: t.Node): boolean {
  const parent = source.parents.get(node);
  if (parent?.type === 'LogicalExpression') return parent.left === node || isTest(source, parent);
  return parent?.type === 'UnaryExpression' || (parent != null && 'test' in parent && parent.test === node);
}

/** Of a type: that nothing may be there. */
export function isNothingPart(part: ValuePart): part is 'undefined' | 'null' {
  return part === 'undefined' || part === 'null';
}

/** What a type says of a value that its source does not tell. */
export function typedKind(context: FileContext, node: t.Node): ValueKind {
  const parts = [...(knownType(context, node)?.parts ?? [])].map((part) => KINDS[part]);
  // `JSON.stringify(undefined)` is undefined, so an object that may be missing is an object.
  const present = parts.filter((kind) => kind !== 'nullish');
  const counted = present.every((kind) => kind === 'object') && !isNullable(context, node) ? present : parts;
  const kind = counted.length === 0 ? 'unknown' : counted.reduce(join);
  // A type's objects may be functions, which `typeof` tells apart from objects.
  return kind === 'maybe object' ? 'unknown' : kind;
}

/** Whether an object is of a type that JSON may not be able to write. */
export function isOpaque(context: FileContext, node: t.Node): boolean {
  return knownType(context, node)?.parts.has('opaque') ?? false;
}

function isNullable(context: FileContext, node: t.Node): boolean {
  return knownType(context, node)?.parts.has('null') ?? false;
}
