import type * as t from '@babel/types';
import { API } from '../../catalog/opentelemetry-api';
import { isOldOption } from '../../catalog/opentracing-api';
import { typesIn } from '../../parse/annotation';
import { keyName } from '../../parse/key-name';
import { utilityOf } from '../../parse/utility-types';
import type { Context } from '../constraints/context';
import { isTracingPackage } from '../flow/externals';
import type { FileModel } from '../flow/graph';
import { Shape } from '../flow/tokens';
import type { OptionsDeclaration } from '../types';
import { declaredAs } from '../written/declared';
import type { Reading } from '../written/types';

/** What the annotation of a variable of options says. */
export interface CarrierType {
  /** Types of the project that have what OpenTracing's options have. */
  readonly declared: readonly OptionsDeclaration[];
  /** A type that is neither such a one, nor OpenTracing's own, nor says nothing. */
  readonly other: t.Node | undefined;
  /** It says that options are OpenTracing's, to whoever gives some. */
  readonly isSaid: boolean;
}

export function typeOfCarrier(at: Context, { typeAnnotation }: Annotated): CarrierType {
  if (typeAnnotation?.type !== 'TSTypeAnnotation') return { declared: [], other: undefined, isSaid: false };
  const parts = typesIn(typeAnnotation.typeAnnotation).filter((part) => !SAYS_NOTHING.has(part.type));
  const declared = parts.map((part) => interfaceOf(at, part) ?? aliasOf(at, part));
  const other = parts.find((part, place) => declared[place] === undefined && !isKnown(at, part));
  return {
    declared: declared.filter((one) => one !== undefined),
    other,
    isSaid: other === undefined && parts.length > 0,
  };
}

/** A parameter or variable. */
type Annotated = Pick<t.Identifier, 'typeAnnotation'>;

const SAYS_NOTHING: ReadonlySet<t.Node['type']> = new Set(['TSAnyKeyword', 'TSUndefinedKeyword', 'TSNullKeyword']);

function interfaceOf(at: Context, type: t.TSType): t.TSInterfaceDeclaration | undefined {
  for (const token of at.findSlot(type)?.tokens ?? []) {
    const node = token instanceof Shape && token.kind === 'type' ? token.node : undefined;
    const source = token instanceof Shape ? at.modules.fileAt(token.file) : undefined;
    if (node?.type !== 'TSInterfaceDeclaration' || source === undefined) continue;
    const there = { file: source };
    const isTheirs = node.extends?.some(({ expression }) => isImported(there, expression)) === true;
    if (isTheirs && !node.body.body.some(saysItself)) return node;
  }
  return undefined;
}

/** `type Options = SpanOptions & { component?: string }`, also of another file. */
function aliasOf(at: Context, type: t.TSType): t.TSTypeAliasDeclaration | undefined {
  const utility = utilityOf(type);
  if (utility && !utility.isSome) return aliasOf(at, utility.of);
  const found =
    type.type === 'TSTypeReference' && !type.typeParameters ? declaredAs(reading(at), type.typeName) : undefined;
  const { declaration } = found?.binding ?? {};
  if (!found || declaration?.type !== 'TSTypeAliasDeclaration' || declaration.typeParameters) return undefined;
  const { typeAnnotation } = declaration;
  const parts = typeAnnotation.type === 'TSIntersectionType' ? typeAnnotation.types : [typeAnnotation];
  const hasMore = parts.some((part) => part.type === 'TSTypeLiteral' && part.members.some(saysItself));
  return !hasMore && parts.some((part) => isOptions(found.at, part)) ? declaration : undefined;
}

/** What a name in a type is declared as in the project. */
export function declarationNamed(at: Context, name: t.Node): t.Node | undefined {
  return declaredAs(reading(at), name)?.binding.declaration;
}

function reading({ file, modules }: Context): Reading {
  return { file, fileOf: (specifier, from) => modules.resolve(specifier, from), given: new Map(), depth: 0 };
}

/** A member that OpenTracing's options have, declared once more. */
function saysItself(member: t.Node): boolean {
  const name = 'key' in member && member.key ? keyName(member.key) : undefined;
  return name !== undefined && isOldOption(name);
}

/** The options of either API, those of OpenTelemetry's with a parent or without. */
function isKnown(at: InFile, type: t.TSType): boolean {
  if (type.type === 'TSParenthesizedType') return isKnown(at, type.typeAnnotation);
  return type.type === 'TSIntersectionType' ? type.types.some((one) => isOptions(at, one)) : isOptions(at, type);
}

/** `SpanOptions`, `Omit<SpanOptions, 'childOf'>` */
function isOptions(at: InFile, type: t.TSType): boolean {
  const utility = utilityOf(type);
  if (utility) return at.file.scopes.bindingOf(utility.name) === undefined && isOptions(at, utility.of);
  return type.type === 'TSTypeReference' && !type.typeParameters && isImported(at, type.typeName);
}

interface InFile {
  readonly file: Pick<FileModel, 'source' | 'scopes'>;
}

/** `SpanOptions`, `opentracing.SpanOptions`. */
function isImported({ file }: InFile, name: t.Node): boolean {
  if (name.type === 'TSQualifiedName') return name.right.name === 'SpanOptions' && isImported({ file }, name.left);
  const declaration = file.scopes.bindingOf(name)?.declaration;
  const importing = declaration && file.source.parents.get(declaration);
  return (
    importing?.type === 'ImportDeclaration' &&
    (isTracingPackage(importing.source.value) || importing.source.value === API)
  );
}
