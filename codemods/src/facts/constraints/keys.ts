import type * as t from '@babel/types';
import { keyName } from '../../parse/key-name';
import type { Context } from './context';

/**
 * Calls `run` with each name that a key may stand for: the one that is written out, or the symbols and strings that reach it; and
 * with undefined, once, where it may be any other as well.
 */
export function onName(at: Context, key: t.Node, computed: boolean, run: (name: string | undefined) => void): void {
  const name = keyName(key, computed);
  if (name !== undefined || !computed) {
    run(name);
    return;
  }
  let isOpen = false;
  const open = () => {
    if (!isOpen) run(undefined);
    isOpen = true;
  };
  at.solver.on(at.slot(key), (token) => {
    if (token.kind === 'symbol') run(token.name);
    else open();
    if (token.kind === 'string') run(token.value);
  });
  at.graph.keys.push({ key: at.slot(key), open });
}

/** The name that a key stands for, if it is one; to be asked for when all is solved. */
export function nameOf(at: Context, key: t.Node, computed = false): string | undefined {
  const name = keyName(key, computed);
  const tokens = at.findSlot(key)?.tokens;
  if (name !== undefined || !computed || tokens?.size !== 1) return name;
  for (const token of tokens) {
    if (token.kind === 'symbol') return token.name;
    if (token.kind === 'string') return token.value;
  }
  return undefined;
}
