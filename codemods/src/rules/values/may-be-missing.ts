import type * as t from '@babel/types';
import type { FileContext } from '../types';
import { isNothingPart, typedValue } from './typed-kind';
import { isWrittenToMiss } from './written-type';

/** Whether TypeScript says of a value that it may be undefined or null: a compiler, or where none can be asked, an annotation. */
export function mayBeMissing(context: FileContext, node: t.Node): boolean {
  const parts = typedValue(context, node)?.parts;
  return parts ? [...parts].some(isNothingPart) : isWrittenToMiss(context, node);
}
