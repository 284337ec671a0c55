import { finding } from '../../catalog/findings';
import type { CallSite } from '../../facts/types';
import type { FileContext, Proposal } from '../types';

/** The proposal for a call, with a word on it that nothing but this call makes its receiver what it is taken for. */
export function provenByUse(
  { source }: Pick<FileContext, 'source'>,
  site: CallSite,
  { outcome, ...proposal }: Proposal,
  role: 'span' | 'tracer',
): Proposal {
  if (outcome.kind === 'leave') return { ...proposal, outcome };
  const told = finding('OT119', source.path, site.node, { name: site.unit.name, role });
  return { ...proposal, outcome: { ...outcome, findings: [...(outcome.findings ?? []), told] } };
}
