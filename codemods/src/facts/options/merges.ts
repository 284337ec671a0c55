import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { keyName } from '../constraints/members';

/** Functions that copy the members of objects to the first, and give that. */
const MERGING: ReadonlySet<string> = new Set(['Object.assign', 'lodash.assign', 'lodash.extend']);

/**
 * What `Object.assign({}, defaults, options)` puts together. Tags that overwrite each other do so as a whole, and what becomes of them
 * need not: so no more than one of the parts may have any.
 */
export function mergedParts(at: Context, call: t.CallExpression): readonly t.Node[] | undefined {
  const [target] = call.arguments;
  if (target?.type !== 'ObjectExpression' || !isMerging(at, call.callee)) return undefined;
  if (call.arguments.some(({ type }) => type === 'SpreadElement')) return undefined;
  return call.arguments.filter(mayHaveTags).length > 1 ? undefined : call.arguments;
}

function isMerging(at: Context, callee: t.Node): boolean {
  for (const token of at.findSlot(callee)?.tokens ?? [])
    if (token.kind === 'builtin' && token.owner === null && MERGING.has(token.name)) return true;
  return false;
}

function mayHaveTags(part: t.Node): boolean {
  if (part.type !== 'ObjectExpression') return true;
  return part.properties.some((property) => property.type === 'SpreadElement' || keyName(property.key) === 'tags');
}
