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
