import type * as t from '@babel/types';
import type { Unit } from '../../facts/types';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { type AnyCall, calleeOf, isCall } from '../syntax/syntax';
import type { FileContext } from '../types';

/** The span of `span.context()`; for a parent it stands for the span itself. */
export function contextCallOf(context: FileContext, node: t.Node): AnyCall | undefined {
  const inner = unwrap(node);
  if (!isCall(inner)) return undefined;
  return /^(?:span|mockSpan)\.context$/.test(siteOf(context, inner)?.member ?? '') ? inner : undefined;
}

/** The span whose context is asked for. */
export function spanBehind(context: FileContext, node: t.Node): { span: t.Expression; nullable: boolean } | undefined {
  const call = contextCallOf(context, node);
  const callee = call && calleeOf(call);
  // `super.context()` is no expression to keep.
  if (!callee || callee.object.type === 'Super') return undefined;
  return { span: callee.object, nullable: callee.type === 'OptionalMemberExpression' };
}

/** The units of spans and contexts that a parent expression reads. */
export function unitsOfParent(context: FileContext, parent: t.Expression): Unit[] {
  const behind = spanBehind(context, parent);
  return [context.facts.unitOf(behind?.span ?? parent)];
}
