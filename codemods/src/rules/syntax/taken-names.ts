import type { Scopes } from '../../facts/scopes/scope';
import type { FileContext } from '../types';

const known = new WeakMap<Scopes, ReadonlySet<string>>();

/** The names that a file declares or uses, so that new ones keep clear of them. */
export function takenNames({ facts: { scopes } }: FileContext): ReadonlySet<string> {
  const names = known.get(scopes) ?? new Set([...scopes.globals, ...scopes.all.map(({ name }) => name)]);
  known.set(scopes, names);
  return names;
}
