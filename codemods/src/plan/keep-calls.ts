import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import type { FileFacts } from '../facts/types';
import type { Proposal } from '../rules/types';
import type { FileProposals } from './plan';

/**
 * Keeps the calls of a file of which what was planned may not be written. All that the rules speak of stays, and so does what other
 * files share of it; the text changes only where a tracer comes from a file that moves.
 */
export function keepCalls(facts: FileFacts, proposals: readonly Proposal[], reason: string): FileProposals {
  const { calls, source } = facts;
  const places: ReadonlySet<t.Node> = new Set(calls.map(({ node }) => node));
  const spoken = new Set(proposals.map(({ site }) => site));
  const unspoken = calls.flatMap(({ node, unit }) =>
    spoken.has(node) ? [] : [{ rule: 'start-span', site: node, units: [unit] } as const],
  );
  const stay = (one: Omit<Proposal, 'outcome'>, isTold: boolean): Proposal => ({
    ...one,
    ...(isTold ? {} : { isQuiet: true }),
    outcome: { kind: 'leave', finding: finding('OT901', source.path, one.site, { reason }) },
  });
  // Said at every call, and in a file without any, of types alone, once.
  const isTold = ({ site }: Pick<Proposal, 'site'>, index: number) =>
    places.size > 0 ? places.has(site) : index === 0;
  return {
    facts,
    proposals: [...proposals, ...unspoken].map((one, index) =>
      'outcome' in one && one.outcome.kind === 'leave' ? one : stay(one, isTold(one, index)),
    ),
    complete: false,
  };
}
