import type { NewTypeErrors } from '../types-oracle/type-oracle';
import { type Draft, pathOf, rolledBack } from './rewrite-project';

/** Rolls back the files that would not compile any more, as far as a compiler was asked. */
export function withoutTypeErrors(drafts: readonly Draft[], newTypeErrors: NewTypeErrors): readonly Draft[] {
  if (drafts.every(({ after }) => after === undefined)) return drafts;
  const before = new Map(drafts.map((draft) => [pathOf(draft), draft.facts.source.text]));
  const after = new Map(drafts.map((draft) => [pathOf(draft), (draft.after ?? draft.facts.source).text]));
  for (const { path, text } of drafts.flatMap(({ creates }) => creates)) if (!after.has(path)) after.set(path, text);
  const errors = newTypeErrors(before, after);
  return drafts.map((draft) => {
    const error = errors.get(pathOf(draft));
    return error === undefined ? draft : rolledBack(draft, `it would not compile any more (${error})`);
  });
}
