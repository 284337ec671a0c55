import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { isStable } from '../syntax/expressions';
import { isCall, isMember, plainArguments } from '../syntax/syntax';
import type { Reference } from './references';

/** A list of spans, and what one of them is called in the function that makes its reference. */
export interface Mapped {
  /** All of it. */
  readonly call: t.Node;
  readonly list: t.Expression;
  readonly one: t.Identifier;
}

/** `spans.map((span) => followsFrom(span.context()))`: a reference for each span of a list. */
export function readMapped(node: t.Node, readOne: (node: t.Node) => Reference | undefined): Reference | undefined {
  const taken = oneOfEach(node, 'map');
  const made = taken && resultOf(taken.make);
  const reference = made && readOne(made);
  return reference && { ...reference, each: { call: node, list: taken.list, one: taken.one } };
}

/** The list of `list.map((one) => ...)`, where it is the same however often it is asked for. */
export function oneOfEach(node: t.Node, method: 'map' | 'forEach') {
  const each = eachOf(node, method);
  return each && isStable(each.list) ? each : undefined;
}

/** The list of `list.map((one) => ...)`, what one of it is called, and the function that is called with it. */
export function eachOf(node: t.Node, method: 'map' | 'forEach') {
  if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== method) return undefined;
  const list = node.callee.object;
  const [make, more] = plainArguments(node) ?? [];
  if (list.type === 'Super' || more) return undefined;
  if ((make?.type !== 'ArrowFunctionExpression' && make?.type !== 'FunctionExpression') || make.generator)
    return undefined;
  const [one, other] = make.params;
  return make.async || one?.type !== 'Identifier' || other ? undefined : { list, one, make };
}

/** What a function gives that does nothing else. */
export function resultOf({ body }: t.ArrowFunctionExpression | t.FunctionExpression): t.Expression | undefined {
  if (body.type !== 'BlockStatement') return body;
  const [only, more] = body.body;
  return only?.type === 'ReturnStatement' && !more ? (only.argument ?? undefined) : undefined;
}
