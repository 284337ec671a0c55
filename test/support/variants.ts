// The same case in other hands: Windows line ends, tabs, a byte order mark, no semicolons, other extensions.
import type * as t from '@babel/types';
import type { InputFile } from '../../codemods/src/migrate';
import { childrenOf } from '../../codemods/src/parse/parents';
import { parseSource } from '../../codemods/src/parse/parse-source';
import type { Fixture } from './fixtures';
import { isSource } from './migrate-fixture';

/** A way to write a file differently without another meaning. */
export interface Variant {
  readonly name: string;
  /** Whether a case can be written so. */
  fits(fixture: Fixture): boolean;
  write(file: InputFile): InputFile;
  /** What of a result does not count: where a semicolon would not be missed. */
  readonly normal?: (text: string) => string;
}

function rewritten(change: (text: string, path: string) => string): Variant['write'] {
  return (file) => (isSource(file) ? { ...file, text: change(file.text, file.path) } : file);
}

const textsOf = ({ input, output }: Fixture) => [...input, ...output].filter(isSource).map(({ text }) => text);
const isUnix = (fixture: Fixture) => textsOf(fixture).every((text) => !text.includes('\r'));
const isBare = (fixture: Fixture) => textsOf(fixture).every((text) => !text.startsWith('\uFEFF'));

/** The one file of a case. */
function onlyFile({ input, output }: Fixture): InputFile | undefined {
  const [only, other] = input.filter(isSource);
  return other || output.filter(isSource).length > 1 ? undefined : only;
}

/** `.cjs`, `.mjs` and `.mts` for what is CommonJS, or an ECMAScript module, for sure. */
function explicitExtension({ path, text }: InputFile): string | undefined {
  const isModule = /^(import|export)\b/m.test(text);
  if (path.endsWith('.js')) return isModule ? '.mjs' : '.cjs';
  return path.endsWith('.ts') && isModule ? '.mts' : undefined;
}

function isOfExtension(fixture: Fixture, extension: string): boolean {
  const only = onlyFile(fixture);
  return only !== undefined && explicitExtension(only) === extension;
}

function renamed(extension: string): Variant['write'] {
  return (file) => ({ ...file, path: file.path.replace(/\.[jt]s$/, extension) });
}

const onWindows = rewritten((text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
const isForWindows = (fixture: Fixture) => isUnix(fixture) && isBare(fixture);
const withTabs = rewritten((text) => text.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2)));
// A file whose own lines are never indented does not say what its indentation is.
const isIndented = (fixture: Fixture) =>
  isUnix(fixture) && fixture.input.filter(isSource).every(({ text }) => /^ {2}/m.test(text));

const unended = rewritten(withoutSemicolons);
const mayBeUnended = (fixture: Fixture) => isUnix(fixture) && !fixture.options.guardValues;
const normal = (text: string) => text.replace(/;(?=\n|$| \})/g, '').replace(/^(\s*);/gm, '$1');

/** Two ways to write are tried at once where they have nothing to do with each other: that halves the time that all of this takes. */
export const variants: readonly Variant[] = [
  ...['.cjs', '.mjs', '.mts'].map((extension) => ({
    name: `as a ${extension} file, with Windows line ends and a byte order mark`,
    fits: (fixture: Fixture) => isForWindows(fixture) && isOfExtension(fixture, extension),
    write: (file: InputFile) => renamed(extension)(onWindows(file)),
  })),
  {
    name: 'with Windows line ends and a byte order mark',
    fits: (fixture) => {
      const only = onlyFile(fixture);
      return isForWindows(fixture) && (only === undefined || explicitExtension(only) === undefined);
    },
    write: onWindows,
  },
  {
    name: 'with tabs, without semicolons',
    fits: (fixture) => isIndented(fixture) && mayBeUnended(fixture),
    write: (file) => withTabs(unended(file)),
    normal,
  },
  { name: 'with tabs', fits: (fixture) => isIndented(fixture) && !mayBeUnended(fixture), write: withTabs },
  {
    name: 'without semicolons',
    fits: (fixture) => !isIndented(fixture) && mayBeUnended(fixture),
    write: unended,
    normal,
  },
];

/** The source as someone writes it who puts no semicolon at the end of a line. */
export function withoutSemicolons(text: string, path: string): string {
  const parsed = parseSource(path, text);
  if (!parsed.ok) throw new Error(`${path}: ${parsed.failure.message}`);
  const removed = new Set(semicolonsOf(parsed.file.ast, text));
  return [...text].length === text.length
    ? text
        .split('')
        .filter((_, at) => !removed.has(at))
        .join('')
    : text;
}

const ENDS_WITH_ONE =
  /^(Expression|Return|Throw|Break|Continue|Debugger)Statement$|^(Import|Export\w+|Variable|TSTypeAlias)Declaration$|^(Directive|ClassProperty|ClassPrivateProperty|TSExportAssignment|TSImportEqualsDeclaration)$/;

function* semicolonsOf(root: t.Node, text: string): Iterable<number> {
  for (const stack = [root]; stack.length > 0; ) {
    const node = stack.pop();
    if (node === undefined) continue;
    stack.push(...childrenOf(node));
    const last = (node.end ?? 0) - 1;
    if (ENDS_WITH_ONE.test(node.type) && text[last] === ';' && isSafe(text.slice(last + 1))) yield last;
  }
}

/** The line ends there, and the next code does not begin with what would go on with this line. */
function isSafe(rest: string): boolean {
  const line = /^[ \t]*(?:\/\/[^\n]*)?(?=\n|$)/.exec(rest);
  if (!line) return false;
  const next = rest.slice(line[0].length).replace(/^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/, '');
  return !/^[([`+\-/*;,.]/.test(next);
}
