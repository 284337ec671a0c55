import { isSourcePath } from '../../discover/skipped';
import { mentions } from '../../manifest/manifest-change';

/** They show how something is loaded, or keep what somebody once did. */
const TEXTS = /\.(?:md|mdx|markdown|rst|adoc|txt|log|patch|diff|snap|map)$/i;

/** Whether a file may be a program, or a part of one, by its name. */
function mayBeProgram(path: string): boolean {
  return isSourcePath(path) || !TEXTS.test(path);
}

/**
 * Whether a file that is not worked on loads a package. Of what is no JavaScript nothing is known but that it says so in the words that its
 * relatives share: CoffeeScript, templates, scripts without an ending.
 */
export function loads(path: string, bytes: Buffer, name: string): boolean {
  const text = textOf(bytes);
  if (!text.includes(name)) return false;
  return isSourcePath(path) ? mentions(text, name) : mayBeProgram(path) && loadsByWords(text, name);
}

/** Letters of ASCII are all that is looked for: they are found in every encoding, and in UTF-16 beside a zero each. */
function textOf(bytes: Buffer): string {
  return bytes.toString('latin1').replaceAll('\0', '');
}

function loadsByWords(text: string, name: string): boolean {
  return new RegExp(
    `\\b(?:require|from|import)\\b[\\s(]*(['"\`])${name.replaceAll(/[/.]/g, '\\$&')}(?:/[^'"\`\n]*)?\\1`,
  ).test(text);
}
