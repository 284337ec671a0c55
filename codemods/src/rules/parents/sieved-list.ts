import type * as t from '@babel/types';
import { constantInit } from '../../facts/scopes/declared-with';
import { memberName } from '../../parse/key-name';
import { assignmentTo } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import { isCall, isMember, outermost, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isPresent, withTest } from '../values/present';

/** `const contexts = all.filter(Boolean)`, `.filter((one) => one !== undefined)`: what is nothing has fallen through. */
export function isSieved(context: FileContext, list: t.Node): boolean {
  const binding = context.facts.scopes.bindingOf(unwrap(list));
  const made = constantInit(binding);
  const call = made && unwrap(made);
  if (!binding?.references.every(({ node }) => node === binding.identifier || isOnlyRead(context, node))) return false;
  if (!call || !isCall(call) || !isMember(call.callee) || memberName(call.callee) !== 'filter') return false;
  const [test, more] = plainArguments(call) ?? [];
  return test !== undefined && more === undefined && asksForOne(context, unwrap(test));
}

/** `contexts.map(...)`, `contexts.length`, `contexts[0]`, and what goes through all of it: nothing else comes into the list. */
function isOnlyRead({ source }: FileContext, use: t.Node): boolean {
  const { node, parent } = outermost(source, use);
  if (parent?.type === 'ForOfStatement') return parent.right === node;
  if (!isMember(parent) || parent.object !== node) return parent?.type === 'SpreadElement';
  return parent.computed ? assignmentTo(source, parent) === undefined : READING.has(memberName(parent) ?? '');
}

const READING: ReadonlySet<string> = new Set([
  'length',
  'map',
  'forEach',
  'filter',
  'find',
  'slice',
  'some',
  'every',
  'at',
  'join',
]);

function asksForOne(context: FileContext, test: t.Node): boolean {
  if (test.type === 'Identifier') return test.name === 'Boolean' && !context.facts.scopes.bindingOf(test);
  if (test.type !== 'ArrowFunctionExpression' || test.async || test.body.type === 'BlockStatement') return false;
  const [one] = test.params;
  return one?.type === 'Identifier' && isPresent(context, one, withTest(context, withoutNegations(test.body)));
}

/** `one` of `!!one` */
export function withoutNegations(node: t.Expression): t.Expression {
  const inner = unwrap(node) as t.Expression;
  const negated = inner.type === 'UnaryExpression' && inner.operator === '!' ? unwrap(inner.argument) : undefined;
  return negated?.type === 'UnaryExpression' && negated.operator === '!' ? withoutNegations(negated.argument) : inner;
}
