import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import { rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';

/** The types in the annotation of an options variable that say what OpenTracing's options are: by their name, or spelled out. */
export function typesOfOptions(context: FileContext, identifier: t.Identifier): readonly t.TSType[] {
  return partsOf(identifier).filter((type) => type.type === 'TSTypeLiteral' || isOpenTracings(context, type));
}

/** They are OpenTelemetry's options now. */
export function annotationEdits(context: FileContext, identifier: t.Identifier): Edit[] {
  return typesOfOptions(context, identifier).map((type) => replace(type, context.api('SpanOptions')));
}

/** Whether the annotation is none of the project's own types, which would have to change elsewhere. */
export function canBeAnnotated(context: FileContext, identifier: t.Identifier): boolean {
  return partsOf(identifier).every(
    (type) => type.type !== 'TSTypeReference' || isOpenTracings(context, type) || isBuiltIn(type.typeName),
  );
}

function isOpenTracings({ facts }: FileContext, type: t.TSType): boolean {
  const { start } = rangeOf(type);
  return (
    type.type === 'TSTypeReference' &&
    facts.types.some(({ name, node }) => name === 'SpanOptions' && node && rangeOf(node).start === start)
  );
}

function isBuiltIn(name: t.TSEntityName): boolean {
  return name.type === 'Identifier' && /^(?:Partial|Record|Pick|Omit)$/.test(name.name);
}

function partsOf({ typeAnnotation }: t.Identifier): readonly t.TSType[] {
  if (typeAnnotation?.type !== 'TSTypeAnnotation') return [];
  const type = typeAnnotation.typeAnnotation;
  return type.type === 'TSUnionType' ? type.types : [type];
}
