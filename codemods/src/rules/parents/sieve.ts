import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { isCall, isMember, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';

/** The list of `list.filter(Boolean)`, of which those that are there are kept. */
export function sievedOf(context: FileContext, node: t.Node): t.Expression | undefined {
  if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== 'filter') return undefined;
  const list = unwrap(node.callee.object);
  const [test, more] = plainArguments(node) ?? [];
  return list.type !== 'Super' && test && !more && lastsIfAny(context, test) ? (list as t.Expression) : undefined;
}

/** `Boolean`, `(one) => one`, `(one) => !!one` */
function lastsIfAny({ facts }: FileContext, test: t.Expression): boolean {
  const fn = unwrap(test);
  if (fn.type === 'Identifier') return fn.name === 'Boolean' && !facts.scopes.bindingOf(fn);
  const [one, other] = fn.type === 'ArrowFunctionExpression' ? fn.params : [];
  if (fn.type !== 'ArrowFunctionExpression' || fn.async || one?.type !== 'Identifier' || other) return false;
  const given = withoutNegations(fn.body);
  return given.type === 'Identifier' && given.name === one.name;
}

/** `one` of `!!one` */
function withoutNegations(node: t.Node): t.Node {
  const inner = unwrap(node);
  const negated = inner.type === 'UnaryExpression' && inner.operator === '!' ? unwrap(inner.argument) : undefined;
  return negated?.type === 'UnaryExpression' && negated.operator === '!' ? withoutNegations(negated.argument) : inner;
}
