import { isTestFile } from '../../catalog/test-files';
import { oncePerProject } from '../syntax/once-per-project';

/** Whether the program makes spans without effect, `new Span()`, so that one may come wherever a span is given. */
export const makesNoopSpans = oncePerProject(({ files }) =>
  [...files].some(([path, { calls }]) => !isTestFile(path) && calls.some(({ member }) => member === 'new Span')),
);
