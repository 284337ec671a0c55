import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import type { FileContext } from '../types';

/** The types written into the annotation of an options variable that spell out what OpenTracing's options are. */
export function spelledOut(identifier: t.Identifier): readonly t.TSTypeLiteral[] {
  return partsOf(identifier).filter((type) => type.type === 'TSTypeLiteral');
}

/** They are OpenTelemetry's options now. */
export function annotationEdits(context: FileContext, identifier: t.Identifier): Edit[] {
  return spelledOut(identifier).map((type) => replace(type, context.api('SpanOptions')));
}

/** Whether the annotation is none of the project's own types, which would have to change elsewhere. */
export function canBeAnnotated(identifier: t.Identifier): boolean {
  return partsOf(identifier).every((type) => type.type !== 'TSTypeReference' || isOptions(type.typeName));
}

function isOptions(name: t.TSEntityName): boolean {
  const last = name.type === 'TSQualifiedName' ? name.right : name;
  return 'name' in last && /^(?:SpanOptions|Partial|Record|Pick|Omit)$/.test(last.name);
}

function partsOf({ typeAnnotation }: t.Identifier): readonly t.TSType[] {
  if (typeAnnotation?.type !== 'TSTypeAnnotation') return [];
  const type = typeAnnotation.typeAnnotation;
  return type.type === 'TSUnionType' ? type.types : [type];
}
