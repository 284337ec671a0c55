import type * as t from '@babel/types';
import type { CallSite, FileFacts } from '../facts/types';
import { provenByUse } from '../rules/context/proven-by-use';
import { isCall, unwrap } from '../rules/data/syntax';
import type { Proposal } from '../rules/types';

/** Says of what nothing but its use makes a span that it is so, with the first call of it that is rewritten. */
export function withUseTold(facts: FileFacts, proposals: readonly Proposal[]): readonly Proposal[] {
  const sites = new Map<t.Node, CallSite>(facts.calls.filter(isByUse(facts)).map((site) => [site.node, site]));
  if (sites.size === 0) return proposals;
  const told = new Set<string>();
  return proposals.map((proposal) => {
    const site = sites.get(proposal.site);
    if (site === undefined || proposal.outcome.kind === 'leave' || told.has(site.unit.id)) return proposal;
    told.add(site.unit.id);
    return provenByUse(facts, site, proposal, 'span');
  });
}

/** What a call gives is said of what that call is made on. */
function isByUse({ scopes }: FileFacts): (site: CallSite) => boolean {
  return ({ evidence, receiver }) => {
    if (evidence !== 'use' || receiver === null) return false;
    const inner = unwrap(receiver);
    const declaration = inner.type === 'Identifier' ? scopes.bindingOf(inner)?.declaration : undefined;
    const made = declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : inner;
    return !isCall(made);
  };
}
