import { isTestFile } from '../../catalog/test-files';
import type { ProjectFacts } from '../../facts/types';

const known = new WeakMap<ProjectFacts, boolean>();

/** Whether the program makes spans without effect, `new Span()`, so that one may come wherever a span is given. */
export function makesNoopSpans(project: ProjectFacts): boolean {
  const makes = known.get(project) ?? hasNoopSpan(project);
  known.set(project, makes);
  return makes;
}

function hasNoopSpan({ files }: ProjectFacts): boolean {
  return [...files].some(([path, { calls }]) => !isTestFile(path) && calls.some(({ member }) => member === 'new Span'));
}
