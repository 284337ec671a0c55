import type { InputFile, MigrateResult } from '../../codemods/src/migrate';
import { compareTraces, describeDifference } from '../../codemods/src/traces';
import type { Run } from './run-fixture';

/** In what a program differs from what it was: in its traces, and in what it gives back. */
export function differences(before: Run, after: Run): string[] {
  const traces = compareTraces(before.traces, after.traces).map(describeDifference);
  return before.returned === after.returned ? traces : [...traces, `${before.returned} became ${after.returned}`];
}

/** What the engine says of itself: an edit that was wrong and was taken back. */
export function failures({ files, findings }: MigrateResult): string[] {
  const failed = files.flatMap(({ path, failure }) => (failure === undefined ? [] : [`${path}: ${failure}`]));
  return [
    ...failed,
    ...findings.filter(({ code }) => /^OT9/.test(code)).map(({ code, message }) => `${code} ${message}`),
  ];
}

/** A file of a failing program, for the message. */
export function shown({ path, text }: InputFile): string {
  return `--- ${path}\n${text}`;
}
