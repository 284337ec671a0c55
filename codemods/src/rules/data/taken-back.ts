import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { plainArguments, unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { ERROR, tagKey } from './tag-key';

/** Whether another call may set the error tag of the same span in the same run of the program: only one of them can be final. */
export function hasOtherErrorTag(context: FileContext, tag: CallSite): boolean {
  const calls = errorTags(context).get(tag.unit.id) ?? [];
  return calls.some((site) => site !== tag && !areExclusive(context, site, tag));
}

const known = new WeakMap<FileContext, ReadonlyMap<string, readonly CallSite[]>>();

/** The calls that set the error tag, by the unit that they are made on: looked up, because each of them asks. */
function errorTags(context: FileContext): ReadonlyMap<string, readonly CallSite[]> {
  const tags = known.get(context) ?? findErrorTags(context);
  known.set(context, tags);
  return tags;
}

function findErrorTags(context: FileContext): ReadonlyMap<string, readonly CallSite[]> {
  const found = new Map<string, CallSite[]>();
  for (const site of context.facts.calls.filter((call) => setsError(context, call))) {
    const ofUnit = found.get(site.unit.id);
    if (ofUnit) ofUnit.push(site);
    else found.set(site.unit.id, [site]);
  }
  return found;
}

function setsError(context: FileContext, site: CallSite): boolean {
  if (site.member !== 'span.setTag') return false;
  const [key, value] = plainArguments(site.node) ?? [];
  return key !== undefined && value !== undefined && tagKey(context, key) === ERROR && !isFalse(value);
}

function isFalse(value: t.Node): boolean {
  const inner = unwrap(value);
  return inner.type === 'BooleanLiteral' && !inner.value;
}

/** They stand in different branches of one decision, or in different functions beside each other. */
function areExclusive(context: FileContext, a: CallSite, b: CallSite): boolean {
  const above = ancestors(context, a.node);
  const below = ancestors(context, b.node);
  const common = above.find((node) => below.includes(node));
  const branchA = above[above.indexOf(common ?? a.node) - 1];
  const branchB = below[below.indexOf(common ?? b.node) - 1];
  if (common?.type === 'IfStatement' || common?.type === 'ConditionalExpression')
    return branchA !== common.test && branchB !== common.test;
  if (common?.type === 'SwitchStatement') return true;
  return isFunction(branchA) && isFunction(branchB);
}

function ancestors(context: FileContext, node: t.Node): t.Node[] {
  const found: t.Node[] = [];
  for (let at: t.Node | undefined = node; at; at = context.source.parents.get(at)) found.push(at);
  return found;
}

function isFunction(node: t.Node | undefined): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}
