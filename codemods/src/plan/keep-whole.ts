import { type Finding, finding } from '../catalog/findings';
import type { FileFacts, TracerPackage } from '../facts/types';
import { implementationFinding } from '../rules/type-names';
import type { FileProposals } from './plan';
import { isAccepted } from './remarks';

/**
 * Keeps a file of a package that implements OpenTracing: its classes are told one by one, and of the rest once why it stays. The
 * units of its calls stay, so that what other packages get from it does too.
 */
export function keepWhole(facts: FileFacts, { name, tracer }: TracerPackage): FileProposals {
  const { calls, source, imports, implementations } = facts;
  const [place] = [...imports, ...calls];
  const site = place?.node ?? source.ast.program;
  const kept = finding('OT408', source.path, site, { name, tracer: tracer.name, where: tracer.path });
  const told = implementations.filter(({ node }) => !isAccepted(source, node)).map(implementationFinding);
  return {
    facts,
    proposals: calls.map(({ node, unit }) => ({
      rule: 'start-span',
      site: node,
      units: [unit],
      outcome: { kind: 'leave', finding: kept },
    })),
    complete: false,
    whole: [...(place && !isAccepted(source, site) ? [kept] : []), ...told].sort(byPlace),
  };
}

function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start;
}
