import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { commentsIn } from '../../parse/comments';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { type Range, rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isMember, isRepeatable, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { callsTo } from './proposals';

/** A choice between the tracer of a span and another that is the same one afterwards. */
export interface EitherTracer {
  /** With the parentheses around it. */
  readonly range: Range;
  /** The tracer that is chosen where there is no span. */
  readonly other: CallSite;
}

/**
 * `span ? span.tracer() : globalTracer()`, `(span && span.tracer()) || globalTracer()`: there is one tracer then, and nothing to choose. Undefined where
 * more is chosen by, or a comment speaks of the choice.
 */
export function eitherTracer(context: FileContext, site: CallSite): EitherTracer | undefined {
  const { source } = context;
  const inner = onlyIfThere(context, site.node);
  const { node, parent: choice } = outermost(source, inner);
  const otherwise = otherOf(choice, node, inner !== site.node);
  if (!choice || !otherwise || commentsIn(source, rangeOf(choice)).length > 0) return undefined;
  const other = callsTo(context, 'globalTracer').find((one) => one.node === unwrap(otherwise));
  return other && { range: withParentheses(context, choice), other };
}

/** Parentheses that part it from a word before it stay. */
function withParentheses({ source }: FileContext, node: t.Node): Range {
  const start = outerStart(node);
  return /\w/.test(source.text[start - 1] ?? '') ? rangeOf(node) : { start, end: outerEnd(source, node) };
}

/** `span && span.tracer()`, of which that alone is the tracer. */
function onlyIfThere({ source }: FileContext, node: t.Node): t.Node {
  const { node: outer, parent } = outermost(source, node);
  const asks = parent?.type === 'LogicalExpression' && parent.operator === '&&' && parent.right === outer;
  return asks && isPlain(parent.left) ? parent : node;
}

/** The other side of a choice of which the tracer of a span is one. */
function otherOf(choice: t.Node | undefined, node: t.Node, isAsked: boolean): t.Node | undefined {
  if (choice?.type === 'LogicalExpression')
    return choice.operator !== '&&' && choice.left === node ? choice.right : undefined;
  if (choice?.type !== 'ConditionalExpression' || isAsked || !isPlain(choice.test)) return undefined;
  if (choice.consequent === node) return choice.alternate;
  return choice.alternate === node ? choice.consequent : undefined;
}

/** What is asked of a span is whether it is there, and nobody sees that it is asked no more. */
function isPlain(node: t.Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'UnaryExpression':
      return /^(?:!|typeof|void)$/.test(inner.operator) && isPlain(inner.argument);
    case 'BinaryExpression':
      return /^[!=]==?$/.test(inner.operator) && isPlain(inner.left) && isPlain(inner.right);
    case 'LogicalExpression':
      return isPlain(inner.left) && isPlain(inner.right);
    case 'NullLiteral':
      return true;
    default:
      return isMember(inner) ? !inner.computed && isPlain(inner.object) : isRepeatable(inner);
  }
}
