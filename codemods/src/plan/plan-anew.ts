import { findConnected } from '../facts/modules/connected';
import type { FactsOptions } from '../facts/modules/modules';
import { type Careful, careFor, withStep } from './care';
import type { Draft } from './rewrite-project';

/**
 * Plans anew where the result of a file may not be written: it is made otherwise if that may mend it; else what it shares with files that it
 * imports, or that import it, has to stay there too.
 */
export function withFailuresKept(
  careful: Careful,
  rewrite: (careful: Careful) => readonly Draft[],
  project: FactsOptions,
): readonly Draft[] {
  const drafts = rewrite(careful);
  const mended = drafts.flatMap(({ path, mend }) =>
    mend ? [[path, withStep(careFor(careful, path), mend)] as const] : [],
  );
  if (mended.length > 0) return withFailuresKept(new Map([...careful, ...mended]), rewrite, project);
  const failed = drafts.filter(
    (draft) => draft.failure !== undefined && careFor(careful, draft.path).keeps === undefined,
  );
  if (!sharesWithChanged(failed, drafts, project)) return drafts;
  const kept = failed.map(({ path, failure = '' }) => [path, { ...careFor(careful, path), keeps: failure }] as const);
  return withFailuresKept(new Map([...careful, ...kept]), rewrite, project);
}

function sharesWithChanged(failed: readonly Draft[], drafts: readonly Draft[], project: FactsOptions): boolean {
  const [certain, possible] = [failed, drafts.filter((draft) => !failed.includes(draft))].map((some) =>
    some.map(({ path, before, after }) => ({ path, text: before, isChanged: after !== undefined })),
  );
  return [...findConnected(certain ?? [], possible ?? [], project)].some(({ isChanged }) => isChanged);
}
