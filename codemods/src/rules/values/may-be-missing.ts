import type * as t from '@babel/types';
import type { FileContext } from '../types';
import { isNothingPart, knownType } from './typed-kind';

/** Whether TypeScript says of a value that it may be undefined or null: a compiler, or where none can be asked, an annotation. */
export function mayBeMissing(context: FileContext, node: t.Node): boolean {
  return [...(knownType(context, node)?.parts ?? [])].some(isNothingPart);
}
