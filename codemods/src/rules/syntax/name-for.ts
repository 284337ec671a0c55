import type * as t from '@babel/types';
import type { SourceFile } from '../../parse/source-file';
import type { FileContext } from '../types';
import { functionOf } from './flow';
import { takenNames } from './taken-names';

/** What gets a constant of its own, and how that is called: function by function. */
type Given = Map<t.Node | undefined, Map<t.Node, string>>;

const given = new WeakMap<SourceFile, Given>();

/**
 * The name of the constant that a node is put into: the first of the words, numbered where they are not enough, that neither the file has nor
 * another node of its function was given. The same whenever it is asked for.
 */
export function nameFor(context: FileContext, node: t.Node, words: readonly [string, ...string[]]): string {
  const { source } = context;
  const all: Given = given.get(source) ?? new Map();
  given.set(source, all);
  const home = functionOf(source, node);
  const names = all.get(home) ?? new Map<t.Node, string>();
  all.set(home, names);
  const name = names.get(node) ?? firstFree(words, [takenNames(context), new Set(names.values())]);
  names.set(node, name);
  return name;
}

function firstFree(words: readonly [string, ...string[]], taken: readonly ReadonlySet<string>[]): string {
  const isFree = (word: string) => !taken.some((names) => names.has(word));
  const free = words.find(isFree);
  if (free !== undefined) return free;
  for (let count = 2; ; count += 1) if (isFree(words[0] + count)) return words[0] + count;
}
