import { parseSource } from '../parse/parse-source';
import type { SourceFile } from '../parse/source-file';
import { type Draft, type ProjectSettings, pathOf, rewriteProject, rolledBack } from './rewrite-project';

/**
 * Rolls back the files that a second run on the result would change once more: their rewrite has not said all that it means, and
 * running the codemod twice has to change nothing.
 */
export function withoutUnstable(drafts: readonly Draft[], settings: ProjectSettings): readonly Draft[] {
  if (drafts.every(({ after }) => after === undefined)) return drafts;
  const again = rewriteProject(resultOf(drafts), settings);
  const places = new Map(again.map((draft) => [pathOf(draft), firstDifference(draft)]));
  return drafts.map((draft) => {
    const place = draft.after === undefined ? undefined : places.get(pathOf(draft));
    return place === undefined ? draft : rolledBack(draft, `a second run would change it again (${place})`);
  });
}

/** The project as it would be, with its new files. */
function resultOf(drafts: readonly Draft[]): readonly SourceFile[] {
  const files = new Map(drafts.map((draft) => [pathOf(draft), draft.after ?? draft.facts.source]));
  for (const { path, text } of drafts.flatMap(({ creates }) => creates)) {
    const created = files.has(path) ? undefined : parseSource(path, text);
    if (created?.ok) files.set(path, created.file);
  }
  return [...files.values()];
}

function firstDifference({ facts: { source }, after }: Draft): string | undefined {
  if (after === undefined || after.text === source.text) return undefined;
  const lines = after.text.split('\n');
  const index = source.text.split('\n').findIndex((line, at) => line !== lines[at]);
  return `line ${index + 1} of the result would be \`${lines[index]?.trim()}\``;
}
