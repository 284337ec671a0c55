import type * as t from '@babel/types';
import { methodOf } from './calls';
import type { Context } from './context';
import { onName } from './keys';

/** What the field of an entry is called: no member of an object has such a name. */
const ENTRY = '<entry>';

/**
 * `ctx.set('span', span)` and `ctx.get('span')` on an object that nothing is known of: what is put there under a name is taken from
 * there under the same.
 */
export function constrainEntry(at: Context, node: t.CallExpression | t.OptionalCallExpression): void {
  const method = methodOf(node);
  const [key, value] = node.arguments;
  const isWrite = method === 'set' && node.arguments.length === 2;
  if (key === undefined || (!isWrite && !(method === 'get' && node.arguments.length === 1))) return;
  const { object } = node.callee as t.MemberExpression; // a method is a member of something
  onName(at, key, true, (name) => {
    if (name === undefined) return;
    at.graph.accesses.push({
      receiver: at.slot(object),
      receiverNode: object,
      name: `${name}${ENTRY}`,
      value: at.slot(isWrite && value ? value : node),
      write: isWrite,
      file: at.file,
    });
  });
}

/** Whether an access is that of an entry and not of a member. */
export function isEntryName(name: string): boolean {
  return name.endsWith(ENTRY);
}
