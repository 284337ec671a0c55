import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import { callOn, memberOn } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import { calledMethod, isCall, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * `expect(Tags.ERROR).to.equal('error')` has asked whether OpenTracing's name is the one that the dashboards know. Written out it is compared with
 * itself, which nobody wants to keep, and which a test may be emptied by: so it is told.
 */
export function comparedWithItself(context: FileContext, node: t.Node, text: string): Finding[] {
  const { source } = context;
  const asking = isTestFile(source.path) ? askingFor(context, node) : [];
  if (!asking.some((other) => isText(other, text))) return [];
  return [finding('OT612', source.path, node, { text })];
}

/** What a constant is compared with: the other side, other arguments, or what the members of what it is given to are given. */
function askingFor(context: FileContext, node: t.Node): readonly t.Node[] {
  const { node: outer, parent } = outermost(context.source, node);
  if (parent?.type === 'BinaryExpression' && /^[=!]==?$/.test(parent.operator))
    return [parent.left === outer ? parent.right : parent.left];
  if (!isCall(parent) || parent.callee === outer) return [];
  if (parent.arguments.length === 1) return argumentsBehind(context, parent);
  return COMPARES.test(calledMethod(parent) ?? '') ? parent.arguments : [];
}

/** `assert.equal(a, b)`, `t.is(a, b)`. */
const COMPARES = /^(?:is|same|eq|equals?|(?:strict|deep|deepStrict)equal)$/i;

/** `'error'` of `expect(x).to.equal('error')`. */
function argumentsBehind(context: FileContext, call: t.Node): readonly t.Node[] {
  const { source } = context;
  const found: t.Node[] = [];
  for (let at = call; ; ) {
    const { node: outer } = outermost(source, at);
    const next = memberOn(source, outer) ?? callOn(source, outer);
    if (next === undefined) return found;
    if (isCall(next)) found.push(...next.arguments);
    at = next;
  }
}

function isText(node: t.Node, text: string): boolean {
  const inner = unwrap(node);
  return inner.type === 'StringLiteral' && inner.value === text;
}
