import type * as t from '@babel/types';
import type { FileFacts } from '../facts/types';
import { isCall } from '../parse/calls';
import type { Parents } from '../parse/parents';
import { isWrapper } from '../parse/wrappers';
import type { Proposal } from '../rules/types';

/** What an argument is built of: below these, a node still belongs to the call. Functions are programs of their own. */
const PARTS: ReadonlySet<t.Node['type']> = new Set([
  'ObjectExpression',
  'ObjectProperty',
  'SpreadElement',
  'ArrayExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'MemberExpression',
  'OptionalMemberExpression',
]);

/** The call that a node is an argument of, or is a part of an argument of. */
function callAround(parents: Parents, node: t.Node): t.Node | undefined {
  const parent = parents.get(node);
  if (parent === undefined) return undefined;
  if (isCall(parent)) return parent.callee === node ? undefined : parent;
  return PARTS.has(parent.type) || isWrapper(parent) ? callAround(parents, parent) : undefined;
}

/**
 * Drops what is proposed for the arguments of calls that look like OpenTracing's and are not proven. Such a call stays as it is,
 * and as a whole: so does one that an earlier run left, whose tracer has been migrated since.
 */
export function withoutUnprovenArguments(facts: FileFacts, proposals: readonly Proposal[]): Proposal[] {
  const suspects: ReadonlySet<t.Node> = new Set(facts.suspects.map(({ node }) => node));
  const sites: ReadonlySet<t.Node> = new Set(facts.calls.map(({ node }) => node));
  return proposals.filter(({ site }) => {
    if (sites.has(site)) return true;
    const call = callAround(facts.source.parents, site);
    return call === undefined || !suspects.has(call);
  });
}
