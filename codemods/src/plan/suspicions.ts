import { type Finding, finding } from '../catalog/findings';
import { isTestFile } from '../catalog/test-files';
import type { FileFacts, Suspect } from '../facts/types';
import { lineOf, rangeOf } from '../parse/source-file';
import type { FileProposals } from './plan';
import { isAccepted } from './remarks';
import type { KeptUnit } from './settle';

/** What is said of calls that look like OpenTracing's and are not proven. */
export function suspicionsOf({ source, suspects }: FileFacts): readonly Finding[] {
  return suspects.filter(({ node }) => !isAccepted(source, node)).map((suspect) => suspicionOf(source.path, suspect));
}

function suspicionOf(path: string, { node, method, rival }: Suspect): Finding {
  if (rival === undefined) return finding('OT801', path, node, { method });
  return finding('OT804', path, node, { method, where: `${rival.path}:${rival.line}` });
}

/**
 * What such calls are made on stays as a whole, if it is OpenTracing's among other things: the other thing knows none of the new
 * names. A test may put anything in a field of what it tries; there only its own variables stay.
 */
export function unitsOfSuspects({ facts: { source, suspects }, whole }: FileProposals): readonly KeptUnit[] {
  const isTest = isTestFile(source.path);
  return (whole === undefined ? suspects : []).flatMap((suspect) => {
    const told = suspicionOf(source.path, suspect);
    const rootLine = lineOf(source, rangeOf(suspect.node).start);
    const accepted = isAccepted(source, suspect.node);
    const stay = { finding: told, root: told, rootLine, code: accepted ? 'ot2otel-ignore' : told.code, accepted };
    const units = (suspect.units ?? []).filter(({ kind }) => !isTest || kind === 'variable');
    return units.map((unit) => ({ unit, stay }));
  });
}
