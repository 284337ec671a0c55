import { finding } from '../catalog/findings';
import type { FileFacts } from '../facts/types';
import { lineOf, rangeOf } from '../parse/source-file';
import { isMockGroup } from '../rules/mock-tracer/bound-together';
import type { Entry, KeptUnit, Stay } from './settle';

/** The mock tracers, reports and spans that files outside of this run share with files in it: they go on being OpenTracing's. */
export function mocksOutside(entries: readonly Entry[], isOutside: (file: FileFacts) => boolean): readonly KeptUnit[] {
  return entries.flatMap((entry) => {
    if (entry.proposal.rule !== 'mock-tracer' || !isOutside(entry.facts)) return [];
    const groups = [...entry.proposal.units, ...(entry.proposal.needs ?? [])].filter(isMockGroup);
    return groups.map((unit) => ({ unit, stay: stayOutside(entry) }));
  });
}

function stayOutside({ facts: { source }, proposal: { site } }: Entry): Stay {
  const root = finding('OT601', source.path, site, { member: 'a mock tracer of a file that is not in this run' });
  return { finding: root, root, rootLine: lineOf(source, rangeOf(site).start), code: root.code, accepted: false };
}
