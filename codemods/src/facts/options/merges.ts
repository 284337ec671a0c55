import type * as t from '@babel/types';
import { keyName } from '../../parse/key-name';
import type { Context } from '../constraints/context';
import { partsOf, spreadArguments } from './values';

/** Functions that copy the members of objects to the first, if they are given others, and give that. */
const MERGING: ReadonlySet<string> = new Set([
  'Object.assign',
  'Object.freeze',
  'Object.seal',
  'lodash.assign',
  'lodash.extend',
]);

/** What a call copies to a new object: the literal that this begins as, and what is copied to it. */
export function mergedBy(at: Context, call: t.CallExpression): readonly t.Expression[] | undefined {
  const [target] = call.arguments;
  if (target?.type !== 'ObjectExpression' || !isMerging(at, call.callee)) return undefined;
  const given = call.arguments.filter((argument) => argument.type !== 'SpreadElement');
  return given.length < call.arguments.length ? undefined : (given as t.Expression[]); // no other kind is parsed
}

/**
 * What `Object.assign({}, defaults, options)` puts together. Tags that overwrite each other do so as a whole, and what becomes of them
 * need not: so no more than one of the parts may have any.
 */
export function mergedParts(at: Context, call: t.CallExpression): readonly t.Node[] | undefined {
  const parts = mergedBy(at, call);
  return parts && parts.filter(mayHaveTags).length > 1 ? undefined : parts;
}

function isMerging(at: Context, callee: t.Node): boolean {
  for (const token of at.findSlot(callee)?.tokens ?? [])
    if (token.kind === 'builtin' && token.owner === null && MERGING.has(token.name)) return true;
  return false;
}

function mayHaveTags(part: t.Node): boolean {
  const { literals, names, made, unknown } = partsOf(part);
  return unknown !== undefined || names.length + made.length > 0 || literals.some(hasTags);
}

function hasTags(literal: t.ObjectExpression): boolean {
  const isOwn = literal.properties.some(
    (property) => property.type !== 'SpreadElement' && keyName(property.key) === 'tags',
  );
  return isOwn || spreadArguments(literal).some(mayHaveTags);
}
