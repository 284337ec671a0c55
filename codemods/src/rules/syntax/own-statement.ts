import type * as t from '@babel/types';
import type { SourceFile } from '../../parse/source-file';
import { listOf } from './statements';
import { isCall, isMember } from './syntax';

/** The statement of which a call is the first thing: `const span = ...`, `return ...`, `tracer.startSpan(...).finish();`. */
export function ownStatement(source: SourceFile, call: t.Node): t.Node | undefined {
  const begun = outermostBegunBy(source, call);
  const parent = source.parents.get(begun);
  if (parent?.type === 'ExpressionStatement' || parent?.type === 'ReturnStatement')
    return listOf(source, parent) ? parent : undefined;
  if (parent?.type !== 'VariableDeclarator' && parent?.type !== 'AssignmentExpression') return undefined;
  const statement = source.parents.get(parent);
  if (statement?.type === 'VariableDeclaration' && statement.declarations.length > 1) return undefined;
  return statement && listOf(source, statement) ? statement : undefined;
}

/** The row of calls that a call is the first of: `a.startSpan().setTag().finish()`. */
export function outermostBegunBy(source: SourceFile, node: t.Node): t.Node {
  const parent = source.parents.get(node);
  const isReceiver = (isMember(parent) && parent.object === node) || (isCall(parent) && parent.callee === node);
  return parent && isReceiver ? outermostBegunBy(source, parent) : node;
}
