import type * as t from '@babel/types';
import { API } from '../../catalog/opentelemetry-api';
import { isOldOption } from '../../catalog/opentracing-api';
import { typesIn } from '../../parse/annotation';
import type { Context } from '../constraints/context';
import { keyName } from '../constraints/members';
import { isTracingPackage } from '../flow/externals';
import { Shape } from '../flow/tokens';

/** What the annotation of a variable of options says. */
export interface CarrierType {
  /** Interfaces of the project that extend OpenTracing's options. */
  readonly interfaces: readonly t.TSInterfaceDeclaration[];
  /** A type that is neither such an interface, nor OpenTracing's own, nor says nothing. */
  readonly other: t.Node | undefined;
  /** It says that options are OpenTracing's, to whoever gives some. */
  readonly isSaid: boolean;
}

export function typeOfCarrier(at: Context, { typeAnnotation }: Annotated): CarrierType {
  if (typeAnnotation?.type !== 'TSTypeAnnotation') return { interfaces: [], other: undefined, isSaid: false };
  const parts = typesIn(typeAnnotation.typeAnnotation).filter((part) => !SAYS_NOTHING.has(part.type));
  const interfaces = parts.flatMap((part) => interfaceOf(at, part) ?? []);
  const other = parts.find((part) => !isKnown(at, part) && interfaceOf(at, part) === undefined);
  return { interfaces, other, isSaid: other === undefined && parts.length > 0 };
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

/** A member that OpenTracing's options have, declared once more. */
function saysItself(member: t.Node): boolean {
  const name = 'key' in member && member.key ? keyName(member.key) : undefined;
  return name !== undefined && isOldOption(name);
}

/** The options of either API, those of OpenTelemetry's with a parent or without. */
function isKnown(at: Context, type: t.TSType): boolean {
  if (type.type === 'TSParenthesizedType') return isKnown(at, type.typeAnnotation);
  return type.type === 'TSIntersectionType' ? type.types.some((one) => isOptions(at, one)) : isOptions(at, type);
}

function isOptions(at: Context, type: t.TSType): boolean {
  return type.type === 'TSTypeReference' && !type.typeParameters && isImported(at, type.typeName);
}

/** `SpanOptions`, `opentracing.SpanOptions`. */
function isImported({ file }: Pick<Context, 'file'>, name: t.Node): boolean {
  if (name.type === 'TSQualifiedName') return name.right.name === 'SpanOptions' && isImported({ file }, name.left);
  const declaration = file.scopes.bindingOf(name)?.declaration;
  const importing = declaration && file.source.parents.get(declaration);
  return (
    importing?.type === 'ImportDeclaration' &&
    (isTracingPackage(importing.source.value) || importing.source.value === API)
  );
}
