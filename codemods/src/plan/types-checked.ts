import type { CheckTypes, TypeVerdict } from '../types-oracle/type-oracle';
import { CAREFREE, type Careful, stepFor } from './care';
import { type Draft, rolledBack } from './rewrite-project';

/** Drafts that a compiler has looked at, and what it said of them; undefined where there is none. */
export interface TypesChecked {
  readonly drafts: readonly Draft[];
  readonly verdict: TypeVerdict | undefined;
}

/**
 * Has a compiler look at what will be written. A file with an error is made once more, with more care; one that has an error that no more
 * care may mend is rolled back.
 */
export function withTypesChecked(
  drafts: readonly Draft[],
  check: CheckTypes,
  rewrite: (careful: Careful) => readonly Draft[],
  careful: Careful = CAREFREE,
): TypesChecked {
  const verdict = verdictOn(drafts, check);
  if (verdict === undefined || verdict.errors.size === 0) return { drafts, verdict };
  const more = withMoreCare(careful, verdict.errors);
  if (more !== undefined) return withTypesChecked(rewrite(more), check, rewrite, more);
  const left = drafts.map((draft) => {
    const error = verdict.errors.get(draft.path);
    return error === undefined ? draft : rolledBack(draft, `it would not compile any more (${error})`);
  });
  return { drafts: left, verdict: verdictOn(left, check) };
}

/** Undefined where none of the errors may be mended. */
function withMoreCare(careful: Careful, errors: TypeVerdict['errors']): Careful | undefined {
  const steps = [...errors].flatMap(([path, error]) => {
    const step = stepFor(error, careful.get(path));
    return step === undefined ? [] : [[path, new Set([...(careful.get(path) ?? []), step])] as const];
  });
  return steps.length === 0 ? undefined : new Map([...careful, ...steps]);
}

function verdictOn(drafts: readonly Draft[], check: CheckTypes): TypeVerdict | undefined {
  const texts = new Map(drafts.map(({ path, before }) => [path, before]));
  const results = new Map(drafts.map(({ path, before, after = before }) => [path, after]));
  for (const { path, text } of drafts.flatMap(({ creates }) => creates))
    if (!results.has(path)) results.set(path, text);
  return check(texts, results);
}
