import type * as t from '@babel/types';
import { keyName } from '../../parse/key-name';
import { type Declared, declaredAs } from './declared';
import { listOf, mapOf, setOf } from './iterated';
import { errorOf, libraryType } from './library';
import { memberOfClass, readVariable } from './read-expression';
import {
  allOf,
  deeper,
  type Later,
  memberOf,
  NOTHING,
  type OneType,
  one,
  present,
  type Reading,
  type Types,
} from './types';

/** What a value of a type may be; undefined where the source does not tell. */
export function readType(from: Reading, type: t.Node): Types | undefined {
  const at = deeper(from);
  if (!at) return undefined;
  switch (type.type) {
    case 'TSParenthesizedType':
    case 'TSOptionalType':
      return readType(at, type.typeAnnotation);
    case 'TSUnionType':
      return allOf(type.types.map((part) => readType(at, part)));
    case 'TSIntersectionType':
      return intersection(type.types.map((part) => readType(at, part)));
    case 'TSLiteralType':
      return literalType(type.literal);
    case 'TSTypeLiteral':
      return objectType(at, type.members, true);
    case 'TSArrayType':
      return listOf('list', () => readType(at, type.elementType));
    case 'TSTupleType':
      return listOf('list', () => allOf(type.elementTypes.map((element) => readType(at, element))));
    case 'TSNamedTupleMember':
      return readType(at, type.elementType);
    case 'TSTypeOperator':
      return operatorType(at, type);
    case 'TSIndexedAccessType':
      return memberOf(readType(at, type.objectType), keyOf(type.indexType));
    case 'TSTypeQuery':
      return type.exprName.type === 'Identifier' ? readVariable(at, type.exprName) : undefined;
    case 'TSFunctionType':
      return functionType(at, type.typeAnnotation, type.typeParameters);
    case 'TSConstructorType':
      return one('other');
    case 'TSTypeReference':
      return namedType(at, type.typeName, type.typeParameters?.params ?? []);
    case 'TSExpressionWithTypeArguments':
      return namedType(at, type.expression, type.typeParameters?.params ?? []);
    default:
      return KEYWORDS[type.type];
  }
}

const KEYWORDS: { readonly [Type in t.Node['type']]?: Types } = {
  TSAnyKeyword: one('any'),
  TSUnknownKeyword: one('unknown'),
  TSObjectKeyword: one('unknown'),
  TSStringKeyword: one('text'),
  TSNumberKeyword: one('number'),
  TSBooleanKeyword: one('boolean'),
  TSBigIntKeyword: one('bigint'),
  TSSymbolKeyword: one('other'),
  TSUndefinedKeyword: NOTHING,
  TSVoidKeyword: NOTHING,
  TSNullKeyword: one('null'),
  TSNeverKeyword: [],
  // Types of the parser's that print a template of texts.
  TSTemplateLiteralType: one('text'),
};

function literalType(literal: t.Node): Types | undefined {
  switch (literal.type) {
    case 'StringLiteral':
    case 'TemplateLiteral':
      return one('text');
    case 'NumericLiteral':
    case 'UnaryExpression':
      return one('number');
    case 'BooleanLiteral':
      return one('boolean');
    default:
      return literal.type === 'BigIntLiteral' ? one('bigint') : undefined;
  }
}

function keyOf(type: t.TSType): string {
  return (type.type === 'TSLiteralType' && keyName(type.literal)) || '';
}

function operatorType(at: Reading, { operator, typeAnnotation }: t.TSTypeOperator): Types | undefined {
  const types = readType(at, typeAnnotation);
  if (operator === 'readonly')
    return types?.map((type) => (type.part === 'list' ? { ...type, part: 'readonly list' } : type));
  const isListed = operator === 'keyof' && types?.every(({ members, index }) => members && !index);
  return isListed ? one('text') : undefined;
}

/** A text with a brand is a text; objects are all that they are together. */
function intersection(parts: readonly (Types | undefined)[]): Types | undefined {
  const all = allOf(parts);
  if (!all || parts.some((part) => part?.length !== 1)) return undefined;
  const plain = all.find(({ part }) => part === 'text' || part === 'number' || part === 'boolean' || part === 'error');
  if (plain) return [plain];
  if (all.some(({ part }) => part !== 'object' && part !== 'unknown')) return undefined;
  if (all.some(({ members }) => members === undefined)) return one('object');
  const members = new Map(all.flatMap((type) => [...(type.members ?? [])]));
  const index = all.find((type) => type.index)?.index;
  return [{ part: 'object', members, isAnonymous: all.every((type) => type.isAnonymous), ...(index && { index }) }];
}

/** An interface's or a type literal's members; what can be called is no object that JSON has a word for, and `{}` is anything but nothing. */
function objectType(at: Reading, listed: readonly t.TSTypeElement[], isAnonymous: boolean): Types {
  const members = new Map<string, Later>();
  let index: Later | undefined;
  for (const member of listed) {
    if (member.type === 'TSCallSignatureDeclaration' || member.type === 'TSConstructSignatureDeclaration')
      return one('other');
    const type = member.typeAnnotation?.typeAnnotation;
    if (member.type === 'TSIndexSignature') index = () => (type ? readType(at, type) : one('any'));
    else {
      const name = keyName(member.key, member.computed);
      if (name !== undefined) addMember(members, name, member, () => signatureType(at, member));
    }
  }
  const isEmpty = members.size === 0 && index === undefined;
  return [{ part: isEmpty ? 'unknown' : 'object', members, list: listed, isAnonymous, ...(index && { index }) }];
}

/** Of a method that is written down more than once nobody tells which is called. */
export function addMember(members: Map<string, Later>, name: string, { type }: t.Node, read: Later): void {
  const isAgain = members.has(name) && /Method/.test(type);
  members.set(name, isAgain ? () => undefined : read);
}

function signatureType(at: Reading, member: t.TSPropertySignature | t.TSMethodSignature): Types | undefined {
  if (member.type === 'TSMethodSignature') return functionType(at, member.typeAnnotation, member.typeParameters);
  const type =
    member.typeAnnotation?.type === 'TSTypeAnnotation'
      ? readType(at, member.typeAnnotation.typeAnnotation)
      : one('any');
  return member.optional ? allOf([type, NOTHING]) : type;
}

/** What is called, and gives what is said behind it: of its own type parameters only such as are given. */
export function functionType(at: Reading, result: t.Node | null | undefined, parameters?: t.Node | null): Types {
  const type = result?.type === 'TSTypeAnnotation' ? result.typeAnnotation : undefined;
  if (type?.type === 'TSTypePredicate') return [{ part: 'other', result: () => one('boolean') }];
  const own = parameters?.type === 'TSTypeParameterDeclaration' ? parameters.params : [];
  const withGiven = (args: readonly Later[]) => {
    const said = own.map((parameter, place): [unknown, Later] => [parameter, args[place] ?? (() => undefined)]);
    return { ...at, given: new Map([...at.given, ...said]) };
  };
  return [{ part: 'other', result: (args = []) => type && readType(withGiven(args), type) }];
}

function namedType(at: Reading, name: t.Node, args: readonly t.Node[]): Types | undefined {
  const binding = name.type === 'Identifier' ? at.file.scopes.bindingOf(name) : undefined;
  if (binding?.declaration.type === 'TSTypeParameter') return parameterType(at, binding.declaration);
  const found = declaredAs(at, name);
  if (found)
    return declaredType(
      found,
      args.map((arg) => () => readType(at, arg)),
    );
  if (binding) return undefined;
  const text = nameOf(name);
  const [first, second] = args;
  const read = (arg: t.Node | undefined) => () => (arg ? readType(at, arg) : undefined);
  return ofArguments(text, read(first), read(second), second) ?? libraryType(text);
}

function nameOf(name: t.Node): string {
  if (name.type === 'TSQualifiedName') return `${nameOf(name.left)}.${nameOf(name.right)}`;
  return name.type === 'Identifier' ? name.name : '';
}

/** What was given for it where it is said, else all that its constraint lets pass. */
function parameterType(at: Reading, parameter: t.TSTypeParameter): Types | undefined {
  const given = at.given.get(parameter);
  if (given) return given();
  return parameter.constraint ? readType(at, parameter.constraint) : one('unknown');
}

/** Types of the language's own that are made of others. */
function ofArguments(name: string, first: Later, second: Later, keys: t.Node | undefined): Types | undefined {
  switch (name) {
    case 'Array':
      return listOf('list', first);
    case 'ReadonlyArray':
      return listOf('readonly list', first);
    case 'Map':
    case 'ReadonlyMap':
      return mapOf(first, second);
    case 'Set':
    case 'ReadonlySet':
      return setOf(first);
    case 'Promise':
    case 'PromiseLike':
      return [{ part: 'object', promised: first }];
    case 'Record':
      return second() && [{ part: 'object', members: new Map(), index: second, isAnonymous: true }];
    case 'Readonly':
    case 'Required':
      return first()?.map((type) => ({ ...type, isAnonymous: true }));
    case 'Partial':
      return first()?.map(partialOf);
    case 'Pick':
    case 'Omit':
      return first()?.map((type) => onlySome(type, name === 'Pick', namesIn(keys)));
    case 'NonNullable':
      return present(first());
    case 'Awaited':
      return awaited(first());
    case 'ReturnType':
      return allOf((first() ?? [undefined]).map((type) => type?.result?.()));
    default:
      return undefined;
  }
}

/** What `await` gives. */
export function awaited(types: Types | undefined): Types | undefined {
  return types && allOf(types.map((type) => (type.promised ? type.promised() : [type])));
}

function partialOf(type: OneType): OneType {
  const members = new Map([...(type.members ?? [])].map(([name, read]) => [name, () => allOf([read(), NOTHING])]));
  const { index } = type;
  const anyOf = index && { index: () => allOf([index(), NOTHING]) };
  return { ...type, ...(type.members && { members }), ...anyOf, isAnonymous: true };
}

function onlySome(type: OneType, isPick: boolean, names: ReadonlySet<string>): OneType {
  const members = [...(type.members ?? [])].filter(([name]) => names.has(name) === isPick);
  return { ...type, ...(type.members && { members: new Map(members) }), isAnonymous: true };
}

function namesIn(keys: t.Node | undefined): ReadonlySet<string> {
  const parts = keys?.type === 'TSUnionType' ? keys.types : keys ? [keys] : [];
  return new Set(parts.flatMap((part) => (part.type === 'TSLiteralType' ? (keyName(part.literal) ?? []) : [])));
}

/** A type of the project, with what is given for its parameters. */
export function declaredType({ at, binding: { declaration } }: Declared, args: readonly Later[]): Types | undefined {
  switch (declaration.type) {
    case 'TSTypeAliasDeclaration':
      return readType(withArguments(at, declaration, args), declaration.typeAnnotation);
    case 'TSInterfaceDeclaration':
      return interfaceType(withArguments(at, declaration, args), declaration);
    case 'ClassDeclaration':
      return classType(withArguments(at, declaration, args), declaration);
    case 'TSEnumDeclaration':
      return enumType(declaration);
    default:
      return undefined;
  }
}

interface Parametrised {
  readonly typeParameters?: t.Node | null | undefined;
}

function withArguments(at: Reading, { typeParameters }: Parametrised, args: readonly Later[]): Reading {
  const listed = typeParameters?.type === 'TSTypeParameterDeclaration' ? typeParameters.params : [];
  if (listed.length === 0) return at;
  const own = listed.map((parameter, place): [unknown, Later] => [
    parameter,
    args[place] ?? (() => (parameter.default ? readType(at, parameter.default) : undefined)),
  ]);
  return { ...at, given: new Map([...at.given, ...own]) };
}

function interfaceType(at: Reading, node: t.TSInterfaceDeclaration): Types | undefined {
  const own = objectType(at, node.body.body, false);
  const bases = allOf((node.extends ?? []).map((base) => readType(at, base)));
  return bases && inherited(own, bases);
}

function inherited([own]: Types, bases: Types): Types | undefined {
  if (!own || own.part === 'other') return own && [own];
  const all = [...bases, own];
  const members = new Map(all.flatMap((type) => [...(type.members ?? [])]));
  if (bases.some(({ part }) => part === 'error')) return [errorOf(members)];
  const [base] = bases;
  if (bases.length === 1 && base && own.members?.size === 0 && own.index === undefined) return [base];
  if (bases.some(({ part, members: listed }) => part !== 'object' || !listed))
    return bases.length > 0 ? one('object') : [own];
  const index = all.find((type) => type.index)?.index;
  const part = own.part === 'unknown' && members.size > 0 ? 'object' : own.part;
  return [{ part, members, list: own.list, ...(index && { index }) }];
}

export function classType(at: Reading, node: t.Class): Types | undefined {
  const members = new Map<string, Later>();
  for (const member of node.body.body) memberOfClass(at, member, members);
  const own: Types = [{ part: members.size === 0 ? 'unknown' : 'object', members, list: node.body }];
  if (!node.superClass) return own;
  const base = namedType(
    at,
    node.superClass,
    node.superTypeParameters?.type === 'TSTypeParameterInstantiation' ? node.superTypeParameters.params : [],
  );
  return base && inherited(own, base);
}

function enumType({ members = [] }: t.TSEnumDeclaration): Types {
  const isText = ({ initializer }: t.TSEnumMember) => /^(?:String|Template)Literal$/.test(initializer?.type ?? '');
  const [texts, others] = [members.some(isText), members.some((member) => !isText(member))];
  return [...(texts ? one('text') : []), ...(others ? one('number') : [])];
}
