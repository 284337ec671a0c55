import type * as t from '@babel/types';

/** The type that an annotation of TypeScript's says of a variable, a parameter or a field. */
export function annotationOf({ typeAnnotation }: Pick<t.Identifier, 'typeAnnotation'>): t.TSType | undefined {
  return typeAnnotation?.type === 'TSTypeAnnotation' ? typeAnnotation.typeAnnotation : undefined;
}

/** The types that a type is one of: those of a union, or itself. */
export function typesIn(type: t.TSType | undefined): readonly t.TSType[] {
  if (type?.type === 'TSUnionType') return type.types;
  return type ? [type] : [];
}
