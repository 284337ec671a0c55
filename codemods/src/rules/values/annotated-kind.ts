import type * as t from '@babel/types';
import { isBoxed, join, type ValueKind } from './value-kinds';

const BY_NODE: Readonly<Record<string, ValueKind>> = {
  TSStringKeyword: 'text',
  TSNumberKeyword: 'primitive',
  TSBooleanKeyword: 'boolean',
  TSBigIntKeyword: 'bigint',
  TSUndefinedKeyword: 'nullish',
  TSNullKeyword: 'nullish',
  TSVoidKeyword: 'nullish',
  StringTypeAnnotation: 'text',
  NumberTypeAnnotation: 'primitive',
  BooleanTypeAnnotation: 'boolean',
  NullLiteralTypeAnnotation: 'nullish',
  VoidTypeAnnotation: 'nullish',
};

/** What a type annotation, TypeScript's or Flow's, says of a value. */
export function annotatedKind(node: t.Node | null | undefined): ValueKind {
  if (!node) return 'unknown';
  switch (node.type) {
    case 'TSTypeAnnotation':
    case 'TypeAnnotation':
    case 'TSParenthesizedType':
      return annotatedKind(node.typeAnnotation);
    case 'NullableTypeAnnotation':
      return join('nullish', annotatedKind(node.typeAnnotation));
    case 'TSLiteralType':
      return literalKind(node.literal);
    case 'TSUnionType':
    case 'UnionTypeAnnotation':
      return node.types.map(annotatedKind).reduce(join);
    case 'TSArrayType':
      return listKind(annotatedKind(node.elementType));
    case 'TSTypeReference':
      return namedKind(node.typeName);
    case 'TSTypeLiteral':
      return node.members.some(({ type }) => /Call|Construct/.test(type)) ? 'unknown' : 'object';
    case 'GenericTypeAnnotation':
      return namedKind(node.id);
    default:
      return BY_NODE[node.type] ?? 'unknown';
  }
}

function literalKind(node: t.Node): ValueKind {
  if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') return 'text';
  return node.type === 'BooleanLiteral' ? 'boolean' : 'primitive';
}

function listKind(element: ValueKind): ValueKind {
  return element === 'text' || element === 'boolean' || element === 'primitive' ? 'list' : 'unknown';
}

function namedKind(name: t.Node): ValueKind {
  if (name.type !== 'Identifier') return 'unknown';
  if (name.name === 'Date') return 'date';
  if (name.name === 'Record') return 'object';
  if (isBoxed(name.name)) return DOCUMENTED[name.name] ?? 'unknown';
  return /^(?:[A-Z]\w*)?Error$/.test(name.name) ? 'error' : 'unknown';
}

/** What a JSDoc type says of a value. */
export function documentedKind(type: string): ValueKind {
  return type
    .replace(/^[?!]|[=?!]$/g, '')
    .replace(/^\((.*)\)$/, '$1')
    .split('|')
    .map((part): ValueKind => DOCUMENTED[part.trim()] ?? 'unknown')
    .reduce(join);
}

const DOCUMENTED: Readonly<Record<string, ValueKind>> = {
  string: 'text',
  String: 'text',
  number: 'primitive',
  Number: 'primitive',
  boolean: 'boolean',
  Boolean: 'boolean',
  null: 'nullish',
  undefined: 'nullish',
  Error: 'error',
  Date: 'date',
};
