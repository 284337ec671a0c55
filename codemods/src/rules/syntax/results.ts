import type * as t from '@babel/types';
import { functionAround } from '../../parse/function-around';
import type { FunctionNode } from '../../parse/functions';
import type { SourceFile } from '../../parse/source-file';
import { nodesOf } from './nodes';

/** What a function says that it gives; a bare `return` gives nothing that counts. */
export function resultsOf(source: SourceFile, fn: FunctionNode): readonly t.Expression[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const returns = nodesOf(source, 'ReturnStatement').filter((node) => functionAround(source, node) === fn);
  return returns.flatMap(({ argument }) => argument ?? []);
}
