import type * as t from '@babel/types';
import { entriesOf } from '../syntax/object-entries';
import type { FileContext } from '../types';
import { contextOf } from '../values/values-nearby';

/** What an object holds under a key. */
export interface Given {
  readonly key: string | undefined;
  readonly value: t.Expression;
  /** The file that says so. */
  readonly of: FileContext;
}

/** What an object is seen to hold: what it is made with, and what is written to it later. */
export function valuesOf(context: FileContext, object: t.Node): Given[] {
  const { literals, writes } = context.facts.objectsOf(object);
  const made = literals.flatMap(({ file, node }) => {
    const of = contextOf(context, file) ?? context;
    return entriesOf(of, node).map(({ key, value }) => ({ key, value, of }));
  });
  return [
    ...made,
    ...writes.map(({ file, node, key }) => ({ key, value: node.right, of: contextOf(context, file) ?? context })),
  ];
}
