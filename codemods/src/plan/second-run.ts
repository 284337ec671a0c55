import type { Neighbour } from '../facts/modules/connected';
import { parseSource } from '../parse/parse-source';
import type { SourceFile } from '../parse/source-file';
import { type Draft, type ProjectSettings, rewriteProject, rolledBack } from './rewrite-project';
import { stillConcerned } from './still-concerned';

/**
 * Rolls back the files that a second run on the result would change once more: their rewrite has not said all that it means, and
 * running the codemod twice has to change nothing.
 */
export function withoutUnstable(drafts: readonly Draft[], settings: ProjectSettings): readonly Draft[] {
  if (drafts.every(({ after }) => after === undefined)) return drafts;
  const places = new Map(runAgain(resultOf(drafts), settings).map((draft) => [draft.path, firstDifference(draft)]));
  return drafts.map((draft) => {
    const place = draft.after === undefined ? undefined : places.get(draft.path);
    return place === undefined ? draft : rolledBack(draft, `a second run would change it again (${place})`);
  });
}

/** The project as it would be, with its new files, in the order in which it was read. */
function resultOf(drafts: readonly Draft[]): readonly Neighbour[] {
  const texts = new Map(drafts.map(({ path, before, after = before }) => [path, after]));
  for (const { path, text } of drafts.flatMap(({ creates }) => creates)) if (!texts.has(path)) texts.set(path, text);
  return [...texts].map(([path, text]) => ({ path, text }));
}

/** A type checker may know more than the source says, so where there is one every file is looked at. */
function runAgain(result: readonly Neighbour[], settings: ProjectSettings): readonly Draft[] {
  const concerned = settings.types === undefined ? stillConcerned(result, settings) : new Set(result);
  const { results, ...others } = settings;
  const read = () => {
    const sources = result.filter((file) => concerned.has(file)).flatMap((file) => readResult(file, results));
    results?.clear();
    return sources;
  };
  return rewriteProject(read, others);
}

function readResult({ path, text }: Neighbour, results: ProjectSettings['results']): SourceFile[] {
  const known = results?.take(path, text);
  if (known !== undefined) return [known];
  const read = parseSource(path, text);
  return read.ok ? [read.file] : [];
}

function firstDifference({ before, after }: Draft): string | undefined {
  if (after === undefined || after === before) return undefined;
  const lines = after.split('\n');
  const index = before.split('\n').findIndex((line, at) => line !== lines[at]);
  return `line ${index + 1} of the result would be \`${lines[index]?.trim()}\``;
}
