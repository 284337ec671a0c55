import type * as t from '@babel/types';
import { memberName } from './key-name';
import { isMember } from './members';

/** The name that `exports.a`, `module.exports` and what is in it are read of: `exports` or `module`; undefined for anything else. */
export function exportsRoot(node: t.Node): t.Identifier | undefined {
  if (!isMember(node)) return undefined;
  const { object } = node;
  if (object.type !== 'Identifier') return exportsRoot(object);
  const isExports = object.name === 'exports' || (object.name === 'module' && memberName(node) === 'exports');
  return isExports ? object : undefined;
}
