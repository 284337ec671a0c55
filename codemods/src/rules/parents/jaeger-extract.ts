import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { textOf } from '../../parse/source-file';
import { usesJaeger } from '../calls/uses-jaeger';
import type { FileContext } from '../types';

/**
 * What is said of a test of an extracted context where jaeger-client is in use: its `extract` gave a context even where nothing
 * came in, against OpenTracing's own rule, so that the test always passed.
 */
export function alwaysThereWithJaeger(context: FileContext, node: t.Node): readonly Finding[] {
  if (!usesJaeger(context)) return [];
  return [finding('OT305', context.source.path, node, { name: textOf(context.source, node) })];
}
