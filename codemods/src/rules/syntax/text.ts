import { detectStyle } from '../../edit/style';
import type { FileContext } from '../types';

/** A string literal in the quotes that the file uses. */
export function quoted(context: FileContext, text: string): string {
  const { quote } = detectStyle(context.source);
  const escaped = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return `${quote}${escaped}${quote}`;
}

/** An object key: bare where that is an identifier. */
export function objectKey(context: FileContext, name: string): string {
  return isSimpleKey(name) ? name : quoted(context, name);
}

/** Whether an object key needs no quotes. */
export function isSimpleKey(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

const LONGEST = 110;

/** A piece of source as a message shows it: on one line, and not all of it where it is long. */
export function excerpt(text: string): string {
  const line = text
    .replace(/\s*\n\s*/g, ' ')
    .replace(/([([]) | (?=\.)/g, '$1')
    .replace(/,? (?=[)\]])/g, '');
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST).trimEnd()}...`;
}
