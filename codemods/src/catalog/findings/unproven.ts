import type { FindingCode } from '.';

/** Calls that look like OpenTracing's: nothing proves it, they may be made on something else as well, or on what comes of such a call. */
const UNPROVEN: ReadonlySet<string> = new Set<FindingCode>(['OT801', 'OT804', 'OT806']);

/** Whether a finding says that a call is not proven to be OpenTracing's. */
export function isUnproven(code: FindingCode | string): boolean {
  return UNPROVEN.has(code);
}

/** How many calls stay because nothing proves that they are OpenTracing's. */
export function countUnproven(findings: readonly { readonly code: FindingCode | string }[]): number {
  return findings.filter(({ code }) => isUnproven(code)).length;
}
