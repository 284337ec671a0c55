import { parseExpression } from '@babel/parser';
import { readText } from './read-file';

/** What a file of JSON holds, also with comments and trailing commas, as TypeScript has it; undefined where it is none. */
export function readJson(file: string): unknown {
  const text = readText(file)?.replace(/^\uFEFF/, '');
  return text === undefined ? undefined : parseJson(text);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return parseLooseJson(text);
  }
}

function parseLooseJson(text: string): unknown {
  try {
    const { comments, errors } = parseExpression(text, { attachComment: false });
    if (errors && errors.length > 0) return undefined;
    let plain = text;
    for (const { start = 0, end = 0 } of comments ?? [])
      plain = plain.slice(0, start) + ' '.repeat(end - start) + plain.slice(end);
    return JSON.parse(plain.replace(/,(\s*[\]}])/g, '$1'));
  } catch {
    return undefined;
  }
}
