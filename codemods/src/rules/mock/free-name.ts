import type { FileContext } from '../types';

/** The first of the names that the file does not have yet; behind all of them one that nobody writes. */
export function freeName({ facts: { scopes } }: FileContext, names: readonly [string, ...string[]]): string {
  const taken = new Set([...scopes.globals, ...scopes.all.map(({ name }) => name)]);
  return names.find((name) => !taken.has(name)) ?? `otel${names[0]}`;
}
