import type * as t from '@babel/types';
import { methods } from '../../catalog/opentracing-api';
import { type Edit, keep, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { type AnyMember, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * `typeof parent.toTraceId === 'function'` and `if (parent.toTraceId)`: what has the methods of a span context is one. A Context is asked for
 * its span.
 */
export function askedForSpan(context: FileContext, member: AnyMember): Edit | undefined {
  const { object, optional } = member;
  if (optional || object.type === 'Super') return undefined;
  const { parent, node: outer } = outermost(context.source, member);
  const asked = [`${context.api('trace')}.getSpanContext(`, keep(object), ')'] as const;
  if (parent?.type !== 'UnaryExpression' || parent.operator !== 'typeof') return replace(outer, ...asked);
  const comparison = comparisonOf(context, parent);
  if (!comparison) return undefined;
  return replace(comparison, ...asked, comparison.operator.startsWith('=') ? ' !== undefined' : ' === undefined');
}

/** `typeof x === 'function'`. */
function comparisonOf({ source }: FileContext, asked: t.UnaryExpression): t.BinaryExpression | undefined {
  const comparison = source.parents.get(asked);
  if (comparison?.type !== 'BinaryExpression' || !/^[!=]==?$/.test(comparison.operator)) return undefined;
  const other = comparison.left === asked ? comparison.right : comparison.left;
  return other.type === 'StringLiteral' && other.value === 'function' ? comparison : undefined;
}

/** `typeof x.toTraceId === 'function'` of `x && typeof x.toTraceId === 'function'`: it asks alone whether there is a span. */
export function methodAskedNext({ source }: FileContext, parent: t.Node, node: t.Node): t.Expression | undefined {
  if (parent.type !== 'LogicalExpression' || parent.operator !== '&&' || parent.left !== node) return undefined;
  const test = unwrap(parent.right);
  const asked = test.type === 'BinaryExpression' ? unwrap(test.left) : test;
  const read = asked.type === 'UnaryExpression' && asked.operator === 'typeof' ? unwrap(asked.argument) : asked;
  if (!isMember(read) || read.computed || !Object.hasOwn(methods.spanContext, memberName(read) ?? '')) return undefined;
  return textOf(source, read.object) === textOf(source, node) ? parent.right : undefined;
}
