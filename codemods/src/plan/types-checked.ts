import type { CheckTypes, TypeVerdict } from '../types-oracle/type-oracle';
import { CAREFREE, type Care, type Careful, careFor, stepFor, withStep } from './care';
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
  const more = withMoreCare(careful, drafts, verdict.errors);
  if (more !== undefined) return withTypesChecked(rewrite(more), check, rewrite, more);
  const left = drafts.map((draft) => {
    const error = verdict.errors.get(draft.path);
    return error === undefined ? draft : rolledBack(draft, failureOf(error));
  });
  return { drafts: left, verdict: verdictOn(left, check) };
}

/** Undefined where none of the errors may be mended. */
function withMoreCare(careful: Careful, drafts: readonly Draft[], errors: TypeVerdict['errors']): Careful | undefined {
  const changed = new Set(drafts.flatMap(({ path, after }) => (after === undefined ? [] : [path])));
  const more = [...errors].flatMap(([path, error]) => {
    const care = changed.has(path) ? moreCare(careFor(careful, path), error) : undefined;
    return care === undefined ? [] : [[path, care] as const];
  });
  return more.length === 0 ? undefined : new Map([...careful, ...more]);
}

function moreCare(care: Care, error: string): Care | undefined {
  if (care.keeps !== undefined) return undefined;
  const step = stepFor(error, care);
  return step === undefined ? { ...care, keeps: failureOf(error) } : withStep(care, step);
}

function failureOf(error: string): string {
  return `it would not compile any more (${error})`;
}

function verdictOn(drafts: readonly Draft[], check: CheckTypes): TypeVerdict | undefined {
  const texts = new Map(drafts.map(({ path, before }) => [path, before]));
  const results = new Map(drafts.map(({ path, before, after = before }) => [path, after]));
  for (const { path, text } of drafts.flatMap(({ creates }) => creates))
    if (!results.has(path)) results.set(path, text);
  return check(texts, results);
}
