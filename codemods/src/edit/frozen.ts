import type * as t from '@babel/types';
import { type Range, rangeOf, type SourceFile } from '../parse/source-file';

const known = new WeakMap<SourceFile, readonly Range[]>();

/**
 * Text whose line breaks belong to a value: template literals and strings over several lines. Indenting it would change the value. In order;
 * none stands in another.
 */
export function frozenRangesOf(file: SourceFile): readonly Range[] {
  const ranges = known.get(file) ?? findFrozenRanges(file);
  known.set(file, ranges);
  return ranges;
}

function findFrozenRanges({ parents, text }: SourceFile): readonly Range[] {
  const held = parents.keys().filter(holdsItsLineBreaks).map(rangeOf);
  const frozen = held.filter(({ start, end }) => /[\r\n\u2028\u2029]/.test(text.slice(start, end)));
  return frozen.sort((a, b) => a.start - b.start);
}

/** JSX text is not among them: JSX drops the white space around its line breaks. */
function holdsItsLineBreaks({ type }: t.Node): boolean {
  return type === 'TemplateElement' || type === 'StringLiteral' || type === 'DirectiveLiteral';
}
