import type { FileContext } from '../types';

/** The names that a file declares or uses, so that new ones keep clear of them. */
export function takenNames({ facts: { scopes } }: FileContext): ReadonlySet<string> {
  return new Set([...scopes.globals, ...scopes.all.map(({ name }) => name)]);
}
