import type * as t from '@babel/types';
import { keeperOf } from '../../facts/lookups/keeper';
import type { CallSite } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { isWithin, rangeOf } from '../../parse/source-file';
import { callsTo } from '../calls/proposals';
import { startSites } from '../calls/sites';
import { nodesOf } from '../syntax/nodes';
import { isCall, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { asksForUnfinished } from './report-reads';

/**
 * Whether a test asks for what an exporter does not have. MockTracer had all spans in the order of their starts; an exporter has those that
 * have ended, in the order of their ends. In doubt the answer is yes: what has all in their order answers either.
 */
export function asksForStarts(context: FileContext): boolean {
  return (
    asksForUnfinished(context) ||
    hasUnfinishedSpan(context) ||
    spanLists(context).some((list) => isOfSeveral(context, list))
  );
}

/** A span that the test itself never finishes. */
function hasUnfinishedSpan(context: FileContext): boolean {
  const finished = new Set(callsTo(context, 'span.finish', 'mockSpan.finish').map(({ unit }) => unit.id));
  return startSites(context).some((site) => isOfMock(context, site) && isNeverFinished(context, site, finished));
}

function isOfMock(context: FileContext, { receiver }: CallSite): boolean {
  return receiver != null && context.facts.factOf(receiver)?.roles.has('mockTracer') === true;
}

/** Kept in a variable or field of which no such call is made, or in nothing at all; what is handed on may be finished anywhere. */
function isNeverFinished(context: FileContext, { node }: CallSite, finished: ReadonlySet<string>): boolean {
  const kept = keeperOf(context.source.parents, node);
  if (kept) return !finished.has(context.facts.unitOf(kept).id);
  return outermost(context.source, node).parent?.type === 'ExpressionStatement';
}

/** Where the spans of a report are read. */
function spanLists({ source, facts }: FileContext): t.Node[] {
  return nodesOf(source, 'Identifier', 'MemberExpression', 'OptionalMemberExpression').filter((node) => {
    const fact = facts.factOf(node);
    return fact?.roles.has('mockSpan') === true && fact.container === 'array';
  });
}

/** Methods of a list to which neither the order nor the number matters. */
const SEARCHES = /^(?:find|filter|some|every|includes)$/;

function isOfSeveral(context: FileContext, list: t.Node): boolean {
  const { parent, node } = outermost(context.source, list);
  if (parent?.type === 'ForOfStatement') return parent.right === node;
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'ArrayPattern') return parent.id.elements.length > 1;
  if (!isMember(parent) || parent.object !== node) return isTold(context, list);
  if (parent.computed) return parent.property.type !== 'NumericLiteral' || parent.property.value > 0;
  const name = memberName(parent);
  const call = context.source.parents.get(parent);
  const isMethod = isCall(call) && call.callee === parent;
  if (name === undefined || isTold(context, list)) return true;
  return isMethod && !SEARCHES.test(name) && !isOneInAList(context, list);
}

/** `expect(spans.length).toBe(2)`: the statement says a number above one, or a list of several. */
function isTold(context: FileContext, list: t.Node): boolean {
  return (
    said(context, list, 'NumericLiteral').some(({ value }) => value > 1) ||
    said(context, list, 'ArrayExpression').some(({ elements }) => elements.length > 1)
  );
}

/** `expect(spans.map(nameOf)).toEqual(['work'])`. */
function isOneInAList(context: FileContext, list: t.Node): boolean {
  return said(context, list, 'ArrayExpression').some(({ elements }) => elements.length === 1);
}

function said<Type extends 'NumericLiteral' | 'ArrayExpression'>(context: FileContext, list: t.Node, type: Type) {
  const statement = statementAround(context, list);
  return nodesOf(context.source, type).filter((node) => isWithin(rangeOf(node), rangeOf(statement)));
}

function statementAround({ source }: FileContext, node: t.Node): t.Node {
  for (let at = node; ; ) {
    const parent = source.parents.get(at);
    if (parent === undefined || /Statement$|Declaration$/.test(at.type)) return at;
    at = parent;
  }
}
