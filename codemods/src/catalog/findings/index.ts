import { contextFindings } from './context';
import { dataFindings } from './data';
import { engineFindings } from './engine';
import { lifecycleFindings } from './lifecycle';
import { setupFindings } from './setup';
import type { FindingKind, Severity } from './types';

/** Every kind of finding. A code that is not here does not compile; a test asks each for its page and its fixture. */
export const findingKinds = {
  ...lifecycleFindings,
  ...dataFindings,
  ...contextFindings,
  ...setupFindings,
  ...engineFindings,
} as const;

export type FindingCode = keyof typeof findingKinds;
export type FindingArgs<Code extends FindingCode> =
  (typeof findingKinds)[Code] extends FindingKind<infer Args> ? Args : never;

/** One finding at one place. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  readonly next: string;
  readonly path: string;
  /** Offsets into the original text. */
  readonly start: number;
  readonly end: number;
}

/** Makes a finding: the arguments are those that its code asks for. */
export function finding<Code extends FindingCode>(
  code: Code,
  path: string,
  range: { readonly start?: number | null; readonly end?: number | null },
  args: FindingArgs<Code>,
): Finding {
  // A union of kinds cannot be called with the union of their arguments; `Code` ties the two together.
  const { severity, message, next } = findingKinds[code] as unknown as FindingKind<FindingArgs<Code>>;
  return {
    code,
    severity,
    message: oneLine(message(args)),
    next: oneLine(next(args)),
    path,
    start: range.start ?? 0,
    end: range.end ?? 0,
  };
}

/** What is quoted from the code may have several lines. */
function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]\s*/g, ' ');
}
