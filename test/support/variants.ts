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

/** One file that is CommonJS, or one that is an ECMAScript module, with a given extension. */
function isOneFile({ input, output }: Fixture, extension: string, isModule: boolean): boolean {
  const [only, other] = input.filter(isSource);
  if (!only?.path.endsWith(extension) || other || output.filter(isSource).length > 1) return false;
  return isModule === /^(import|export)\b/m.test(only.text);
}

function renamed(from: RegExp, to: string): Variant['write'] {
  return (file) => ({ ...file, path: file.path.replace(from, to) });
}

export const variants: readonly Variant[] = [
  { name: 'with Windows line ends', fits: isUnix, write: rewritten((text) => text.replaceAll('\n', '\r\n')) },
  {
    name: 'with tabs',
    // A file whose own lines are never indented does not say what its indentation is.
    fits: (fixture) => isUnix(fixture) && fixture.input.filter(isSource).every(({ text }) => /^ {2}/m.test(text)),
    write: rewritten((text) => text.replace(/^(?: {2})+/gm, (spaces) => '\t'.repeat(spaces.length / 2))),
  },
  {
    name: 'with a byte order mark',
    fits: (fixture) => textsOf(fixture).every((text) => !text.startsWith('\uFEFF')),
    write: rewritten((text) => `\uFEFF${text}`),
  },
  {
    name: 'without semicolons',
    fits: (fixture) => isUnix(fixture) && !fixture.options.guardValues,
    write: rewritten(withoutSemicolons),
    normal: (text) => text.replace(/;(?=\n|$| \})/g, '').replace(/^(\s*);/gm, '$1'),
  },
  { name: 'as a .cjs file', fits: (fixture) => isOneFile(fixture, '.js', false), write: renamed(/\.js$/, '.cjs') },
  { name: 'as a .mjs file', fits: (fixture) => isOneFile(fixture, '.js', true), write: renamed(/\.js$/, '.mjs') },
  { name: 'as a .mts file', fits: (fixture) => isOneFile(fixture, '.ts', true), write: renamed(/\.ts$/, '.mts') },
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
