import type * as t from '@babel/types';
import { walk } from '../parse/parents';
import { type Range, rangeOf, type SourceFile } from '../parse/source-file';

const known = new WeakMap<SourceFile, readonly Range[]>();

/** Text whose line breaks belong to a value: template literals and strings over several lines. Indenting it would change the value. */
export function frozenRangesOf(file: SourceFile): readonly Range[] {
  const ranges = known.get(file) ?? findFrozenRanges(file);
  known.set(file, ranges);
  return ranges;
}

function findFrozenRanges({ ast, text }: SourceFile): readonly Range[] {
  const ranges: Range[] = [];
  walk(ast, (node) => {
    if (!holdsItsLineBreaks(node)) return;
    const range = rangeOf(node);
    if (/[\r\n\u2028\u2029]/.test(text.slice(range.start, range.end))) ranges.push(range);
  });
  return ranges;
}

/** JSX text is not among them: JSX drops the white space around its line breaks. */
function holdsItsLineBreaks({ type }: t.Node): boolean {
  return type === 'TemplateElement' || type === 'StringLiteral' || type === 'DirectiveLiteral';
}
