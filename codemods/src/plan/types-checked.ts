import type { CheckTypes, TypeVerdict } from '../types-oracle/type-oracle';
import { type Draft, rolledBack } from './rewrite-project';

/** Drafts that a compiler has looked at, and what it said of them; undefined where there is none. */
export interface TypesChecked {
  readonly drafts: readonly Draft[];
  readonly verdict: TypeVerdict | undefined;
}

/**
 * Has a compiler look at what will be written. A callback loses what its surroundings have narrowed or assigned, so a file with an error
 * is made once more without callbacks (`withoutCallbacks`); one that has an error even then is rolled back.
 */
export function withTypesChecked(
  drafts: readonly Draft[],
  check: CheckTypes,
  withoutCallbacks: (paths: ReadonlySet<string>) => readonly Draft[],
): TypesChecked {
  const first = verdictOn(drafts, check);
  if (first === undefined || first.errors.size === 0) return { drafts, verdict: first };
  const plain = withoutCallbacks(new Set(first.errors.keys()));
  const second = verdictOn(plain, check);
  if (second === undefined || second.errors.size === 0) return { drafts: plain, verdict: second };
  const left = plain.map((draft) => {
    const error = second.errors.get(draft.path);
    return error === undefined ? draft : rolledBack(draft, `it would not compile any more (${error})`);
  });
  return { drafts: left, verdict: verdictOn(left, check) };
}

function verdictOn(drafts: readonly Draft[], check: CheckTypes): TypeVerdict | undefined {
  const texts = new Map(drafts.map(({ path, before }) => [path, before]));
  const results = new Map(drafts.map(({ path, before, after = before }) => [path, after]));
  for (const { path, text } of drafts.flatMap(({ creates }) => creates))
    if (!results.has(path)) results.set(path, text);
  return check(texts, results);
}
