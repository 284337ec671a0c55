import type * as t from '@babel/types';
import { isWrite } from '../../facts/scopes/scope';
import { visibleAt } from '../../facts/scopes/visible-at';
import { memberName } from '../../parse/key-name';
import { isMember } from '../../parse/members';
import { nodesOf } from '../../parse/nodes-of';
import { isWithin, type Range, rangeOf } from '../../parse/source-file';
import { isPureCall } from '../effects/pure-calls';
import { functionOf, isLoop, nodesOfCall } from '../syntax/flow';
import type { FileContext } from '../types';

/** Where something is used of which a test said something before. */
export interface Use {
  readonly node: t.Node;
  /** The test, or the statement, that said it. */
  readonly by: t.Node;
  /** Where that holds as long as nothing is written there. */
  readonly holds: Range;
  /** The use runs in a function that begins behind the test. */
  readonly isLater: boolean;
}

/**
 * Whether what a test said of an expression still holds: a variable that is written again may have changed, so may a member by the time of a callback,
 * and what has the same name in a function of its own is something else.
 */
export function isSteady(context: FileContext, text: string, use: Use): boolean {
  const { node, by, isLater } = use;
  const { scopes } = context.facts;
  const [root = ''] = text.split(/[?.[]/);
  const names = namesIn(text);
  if (names.some((name) => visibleAt(scopes, node, name) !== visibleAt(scopes, by, name))) return false;
  if (!names.every((name) => isUnwritten(context, name, use)) || isMemberWritten(context, text, use)) return false;
  if (!visibleAt(scopes, node, root)) return root === 'this' && !isLater;
  return !isLater || root === text;
}

/** `list` and `i` of `list[i].span`. */
function namesIn(text: string): readonly string[] {
  return text.replace(/'[^']*'|"[^"]*"/g, '').match(/(?<![.\w$])[A-Za-z_$][\w$]*/g) ?? [];
}

function isUnwritten({ facts, source }: FileContext, name: string, { node, holds, isLater }: Use): boolean {
  const binding = visibleAt(facts.scopes, node, name);
  if (!binding?.reassigned) return true;
  const isOwn = (write: t.Node) => functionOf(source, write) === functionOf(source, node);
  const writes = binding.references.filter(isWrite).map((reference) => reference.node);
  return !isLater && writes.every((write) => isOwn(write) && !isWithin(rangeOf(write), holds));
}

/** `request.parent = undefined` between the test and the use, in whatever that is called: another name may be the same object. */
function isMemberWritten(context: FileContext, text: string, use: Use): boolean {
  const members = new Set(Array.from(text.matchAll(/\.\s*(#?[\w$]+)/g), ([, name]) => name));
  if (members.size === 0) return false;
  const targets = [
    ...nodesOf(context.source, 'AssignmentExpression').flatMap(({ left, right }) =>
      isThere(context, right) ? [] : [left],
    ),
    ...nodesOf(context.source, 'UnaryExpression').flatMap(({ operator, argument }) =>
      operator === 'delete' ? [argument] : [],
    ),
  ];
  return targets.some(
    (target) => isMember(target) && members.has(memberName(target)) && isBetween(context, target, use),
  );
}

function isThere({ facts }: FileContext, given: t.Node): boolean {
  const fact = facts.factOf(given);
  return fact !== undefined && !fact.nullable && !fact.unset;
}

/** Behind the test, and before the use, or in a loop around both. */
function isBetween({ source }: FileContext, write: t.Node, { node, holds }: Use): boolean {
  if (!isWithin(rangeOf(write), holds)) return false;
  if (rangeOf(write).start < rangeOf(node).start) return true;
  for (let at = source.parents.get(node); at && isWithin(rangeOf(at), holds); at = source.parents.get(at))
    if (isLoop(at) && isWithin(rangeOf(write), rangeOf(at))) return true;
  return false;
}

/** Whether an expression gives the same again where nothing is written: `queue.shift()` does not. */
export function givesTheSame(context: FileContext, expression: t.Node): boolean {
  for (const node of nodesOfCall([expression])) if (DOES.test(node.type) && !isPureCall(context, node)) return false;
  return true;
}

const DOES = /^(?:OptionalCall|Call|New|Await|Yield|Import|Assignment|Update|TaggedTemplate)Expression$/;
