import type { Binding, Scopes } from '../../facts/scopes/scope';
import { firstAfter } from '../../parse/first-after';
import { type Range, rangeOf } from '../../parse/source-file';

interface PlacedBinding extends Range {
  readonly binding: Binding;
}

const placed = new WeakMap<Scopes, readonly PlacedBinding[]>();

/** The names that are declared in a range: a file of thousands of spans asks for each of them. */
export function bindingsIn(scopes: Scopes, { start, end }: Range): readonly Binding[] {
  const all = placed.get(scopes) ?? byPlace(scopes);
  placed.set(scopes, all);
  return all.slice(firstAfter(all, start - 1), firstAfter(all, end)).map(({ binding }) => binding);
}

function byPlace({ all }: Scopes): readonly PlacedBinding[] {
  return all.map((binding) => ({ ...rangeOf(binding.identifier), binding })).sort((a, b) => a.start - b.start);
}
