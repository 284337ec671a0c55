import { takenNames } from '../syntax/taken-names';
import type { FileContext } from '../types';

/** The first of the names that the file does not have yet; behind all of them one that nobody writes. */
export function freeName(context: FileContext, names: readonly [string, ...string[]]): string {
  const taken = takenNames(context);
  return names.find((name) => !taken.has(name)) ?? `otel${names[0]}`;
}
