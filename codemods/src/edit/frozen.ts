import { nodesOf } from '../parse/nodes-of';
import { oncePerFile } from '../parse/once-per-file';
import { type Range, rangeOf } from '../parse/source-file';

/**
 * Text whose line breaks belong to a value: template literals and strings over several lines. Indenting it would change the value. In order;
 * none stands in another. JSX text is not among them: JSX drops the white space around its line breaks.
 */
export const frozenRangesOf = oncePerFile((file): readonly Range[] => {
  const held = nodesOf(file, 'TemplateElement', 'StringLiteral', 'DirectiveLiteral').map(rangeOf);
  const frozen = held.filter(({ start, end }) => /[\r\n\u2028\u2029]/.test(file.text.slice(start, end)));
  return frozen.sort((a, b) => a.start - b.start);
});
