import type * as t from '@babel/types';

/** The type that an annotation of TypeScript's says of a variable, a parameter or a field. */
export function annotationOf({ typeAnnotation }: Pick<t.Identifier, 'typeAnnotation'>): t.TSType | undefined {
  return typeAnnotation?.type === 'TSTypeAnnotation' ? typeAnnotation.typeAnnotation : undefined;
}
