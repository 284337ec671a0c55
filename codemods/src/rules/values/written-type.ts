import type * as t from '@babel/types';
import { keyName } from '../../facts/constraints/members';
import { annotationOf, typesIn } from '../../parse/annotation';
import { isTypeScript } from '../../parse/source-file';
import type { FileContext } from '../types';
import { isPresent, presentAt } from './present';
import { isBoxed } from './value-kinds';

/** `argument`: the API asks for a value. `entry`: a member of an object of attributes, which may be undefined. */
export type ValuePlace = 'argument' | 'entry';

/** Without a compiler the source itself may say of what type an expression is: by a cast, or the annotation of a variable. */
export function writtenType(context: FileContext, node: t.Node): t.TSType | undefined {
  if (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion') return node.typeAnnotation;
  return annotatedType(context, node);
}

/** The annotation of a variable. */
export function annotatedType({ source, facts }: FileContext, node: t.Node): t.TSType | undefined {
  if (!isTypeScript(source) || node.type !== 'Identifier') return undefined;
  const binding = facts.scopes.bindingOf(node);
  return binding && annotationOf(binding.identifier);
}

/** The type that a compiler has to be told for a value to be an attribute, whose own annotation says one that it does not take. */
export function attributeTypeOfWritten(context: FileContext, node: t.Node, place: ValuePlace): string | undefined {
  const inner = node.type === 'TSNonNullExpression' ? node.expression : node;
  const parts = typesIn(annotatedType(context, inner));
  const present = parts.filter((part) => !isNothingType(part));
  if (present.some(isNoAttribute)) return context.api('AttributeValue');
  const names = present.map(primitiveName);
  if (names.length === 0 || names.includes(undefined)) return undefined;
  const isRefused =
    parts.some((part) => isRefusedNothing(part, place)) &&
    inner === node &&
    !isPresent(context, node, presentAt(context, node));
  return isRefused || present.some(({ type: kind }) => kind === 'TSTypeReference')
    ? [...new Set(names)].join(' | ')
    : undefined;
}

/** Whether an annotation says that a value may be undefined or null, and no test around it that it is there. */
export function isWrittenToMiss(context: FileContext, node: t.Node): boolean {
  if (node.type === 'LogicalExpression') return node.operator !== '&&' && isWrittenToMiss(context, node.right);
  const type = annotatedType(context, node);
  const isOptional = context.facts.scopes.bindingOf(node)?.identifier.optional === true;
  const mayMiss = isOptional || (type?.type === 'TSUnionType' && type.types.some(isNothingType));
  return mayMiss && !isPresent(context, node, presentAt(context, node));
}

/** `undefined` or `null`. */
function isNothingType({ type }: t.TSType): boolean {
  return type === 'TSUndefinedKeyword' || type === 'TSNullKeyword';
}

/** What a compiler never takes for an attribute: `unknown`, `object`, and a list that nothing may be written to. */
function isNoAttribute(type: t.TSType): boolean {
  return isAnything(type) || (type.type === 'TSTypeOperator' && type.operator === 'readonly');
}

/** An attribute of an object may be undefined. */
function isRefusedNothing({ type }: t.TSType, place: ValuePlace): boolean {
  return type === 'TSNullKeyword' || (type === 'TSUndefinedKeyword' && place === 'argument');
}

const PRIMITIVES: { readonly [Type in t.TSType['type']]?: string } = {
  TSStringKeyword: 'string',
  TSNumberKeyword: 'number',
  TSBooleanKeyword: 'boolean',
};

/** `string`, also of the object that has its name. */
function primitiveName(type: t.TSType): string | undefined {
  const name = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' ? type.typeName.name : '';
  return isBoxed(name) ? name.toLowerCase() : PRIMITIVES[type.type];
}

/** Whether an object is said to be one, and nothing of what is in it: `object`, `{}`. */
export function isOfNoFields(context: FileContext, node: t.Node): boolean {
  const type = writtenType(context, node);
  return type?.type === 'TSObjectKeyword' || (type?.type === 'TSTypeLiteral' && type.members.length === 0);
}

/**
 * Whether an object is of an interface that the file declares, without an index signature: a compiler takes none for attributes, whatever it
 * has, but takes a copy of it.
 */
export function isOfInterface(context: FileContext, node: t.Node): boolean {
  const type = writtenType(context, node);
  if (type?.type !== 'TSTypeReference') return false;
  return fieldsWritten(context, type)?.every((member) => member.type !== 'TSIndexSignature') ?? false;
}

/** Whether the source lists what fields an object has, and a name is none of them. */
export function isOfFieldsWithout(context: FileContext, node: t.Node, name: string): boolean {
  const members = fieldsWritten(context, writtenType(context, node));
  return members?.every((member) => 'key' in member && keyName(member.key) !== name && !isComputed(member)) ?? false;
}

function isComputed(member: t.TSTypeElement): boolean {
  return 'computed' in member && member.computed === true;
}

/** The members of a type that is written out, or of an interface of the file that extends no other. */
function fieldsWritten(context: FileContext, type: t.TSType | undefined): readonly t.TSTypeElement[] | undefined {
  if (type?.type === 'TSTypeLiteral') return type.members;
  if (type?.type !== 'TSTypeReference') return undefined;
  const declaration = context.facts.scopes.bindingOf(type.typeName)?.declaration;
  if (declaration?.type !== 'TSInterfaceDeclaration' || declaration.extends?.length) return undefined;
  return declaration.body.body;
}

/** Whether the fields of an object are said to be anything: `Record<string, unknown>`, `{ [key: string]: unknown }`. */
export function isOfOpenFields(context: FileContext, node: t.Node): boolean {
  const type = writtenType(context, node);
  if (type?.type === 'TSTypeLiteral') return type.members.some(isIndexOfAnything);
  if (type?.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || type.typeName.name !== 'Record')
    return false;
  return isAnything(type.typeParameters?.params[1]);
}

function isIndexOfAnything(member: t.TSTypeElement): boolean {
  return member.type === 'TSIndexSignature' && isAnything(member.typeAnnotation?.typeAnnotation);
}

/** `unknown` or `object`. */
export function isAnything(type: t.Node | undefined): boolean {
  return type?.type === 'TSUnknownKeyword' || type?.type === 'TSObjectKeyword';
}
