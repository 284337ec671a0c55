import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { declaredFrom } from '../facts/scopes/declared-with';
import type { CallSite, FileFacts } from '../facts/types';
import { unwrap } from '../parse/wrappers';
import { isCall } from '../rules/syntax/syntax';
import type { Proposal } from '../rules/types';

/** Something that is said once of a receiver, at the first call of it that is rewritten. */
interface Belief {
  readonly site: CallSite;
  readonly role: 'span' | 'tracer';
  /** What it is said once of. */
  readonly key: string;
}

/** Says of what nothing but its use makes a span or a tracer that it is so. */
export function withUseTold(facts: FileFacts, proposals: readonly Proposal[]): readonly Proposal[] {
  const beliefs = new Map<t.Node, Belief>(
    facts.calls.flatMap((site) => {
      const belief = beliefIn(facts, site);
      return belief ? [[site.node, belief] as const] : [];
    }),
  );
  if (beliefs.size === 0) return proposals;
  const told = new Set<string>();
  return proposals.map((proposal) => {
    const belief = beliefs.get(proposal.site);
    if (belief === undefined || proposal.outcome.kind === 'leave' || told.has(belief.key)) return proposal;
    told.add(belief.key);
    const { site, role } = belief;
    const said = finding('OT119', facts.source.path, site.node, { name: site.unit.name, role });
    const findings = [...(proposal.outcome.findings ?? []), said];
    return { ...proposal, outcome: { ...proposal.outcome, findings } };
  });
}

const TAKES_FORMAT = /^(?:tracer|mockTracer)\.(?:inject|extract)$/;

function beliefIn(facts: FileFacts, site: CallSite): Belief | undefined {
  if (site.evidence === 'format')
    return TAKES_FORMAT.test(site.member) ? { site, role: 'tracer', key: `${site.member} ${site.unit.id}` } : undefined;
  return site.evidence === 'use' && isTold(facts, site) ? { site, role: 'span', key: site.unit.id } : undefined;
}

/** What a call gives is said of what that call is made on. */
function isTold({ scopes }: FileFacts, { receiver }: CallSite): boolean {
  if (receiver === null) return false;
  const inner = unwrap(receiver);
  return !isCall(unwrap(declaredFrom(scopes.bindingOf(inner)) ?? inner));
}
