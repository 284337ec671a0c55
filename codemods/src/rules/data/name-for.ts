import type * as t from '@babel/types';
import type { SourceFile } from '../../parse/source-file';
import { functionOf } from '../lifetime/flow';
import type { FileContext } from '../types';
import { takenNames } from './taken-names';

/** What gets a constant of its own, and how that is called. */
const given = new WeakMap<SourceFile, Map<t.Node, string>>();

/**
 * The name of the constant that a node is put into: the first of the words, numbered where they are not enough, that neither the file has nor
 * another node of its function was given. The same whenever it is asked for.
 */
export function nameFor(context: FileContext, node: t.Node, words: readonly [string, ...string[]]): string {
  const { source } = context;
  const names = given.get(source) ?? new Map<t.Node, string>();
  given.set(source, names);
  const known = names.get(node);
  if (known !== undefined) return known;
  const home = functionOf(source, node);
  const own = [...names].filter(([other]) => functionOf(source, other) === home).map(([, name]) => name);
  const name = firstFree(words, new Set([...takenNames(context), ...own]));
  names.set(node, name);
  return name;
}

function firstFree(words: readonly [string, ...string[]], taken: ReadonlySet<string>): string {
  for (const word of words) if (!taken.has(word)) return word;
  for (let count = 2; ; count += 1) if (!taken.has(words[0] + count)) return words[0] + count;
}
