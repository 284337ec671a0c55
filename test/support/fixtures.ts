// Finds the before/after fixtures: a folder is a case, its name is a sentence. One file (`input.js`, `output.js`) or a tree
// (`input/`, `output/`); without an output the input must come out byte-identical.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { InputFile } from '../../codemods/src/migrate';

export const fixturesRoot = path.resolve(__dirname, '../../fixtures/rules');

export interface Fixture {
  /** `set-tag/a-tag-with-a-literal-value-becomes-an-attribute` */
  readonly name: string;
  readonly folder: string;
  readonly input: readonly InputFile[];
  /** The same paths as `input`, and those of created files; the input's own text where there is no output. */
  readonly output: readonly InputFile[];
  /** `OT101:12`, or `file.js OT101:12` in a tree. */
  readonly findings: readonly string[];
  readonly options: Record<string, unknown>;
  /** The file whose `main` can be run, if there is one. */
  readonly entry: string | undefined;
  /** The tracer that `main` is compared with: jaeger-client's, whose `extract` gives a context even where nothing came in, or the shim. */
  readonly legacy: 'jaeger' | 'shim';
  /** True where the input must not change. */
  readonly negative: boolean;
}

function readJson<T>(file: string, fallback: T): T {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : fallback;
}

function readTree(folder: string): InputFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return names
    .map((name) => ({ name, file: path.join(folder, name) }))
    .filter(({ file }) => statSync(file).isFile())
    .map(({ name, file }) => ({ path: name.split(path.sep).join('/'), text: readFileSync(file, 'utf8') }));
}

/** The side of a case: a tree, or the one file named after the side (read under the input's name). */
function readSide(folder: string, side: 'input' | 'output'): InputFile[] | undefined {
  if (existsSync(path.join(folder, side))) return readTree(path.join(folder, side));
  const file = readdirSync(folder).find((name) => name.startsWith(`${side}.`));
  if (file === undefined) return undefined;
  return [{ path: `main${file.slice(side.length)}`, text: readFileSync(path.join(folder, file), 'utf8') }];
}

const EXPORTS_MAIN =
  /export (async )?function main\b|module\.exports = \{[^}]*\bmain\b|exports\.main\s*=|export \{[^}]*\bmain\b/;

function readFixture(folder: string): Fixture {
  const input = readSide(folder, 'input');
  if (input === undefined) throw new Error(`${folder} has no input`);
  const output = readSide(folder, 'output');
  const entry = input.find(({ path: name, text }) => /^main\.[cm]?[jt]sx?$/.test(name) && EXPORTS_MAIN.test(text));
  return {
    name: path.relative(fixturesRoot, folder).split(path.sep).join('/'),
    folder,
    input,
    output: output ?? input,
    findings: readJson(path.join(folder, 'findings.json'), []),
    options: readJson(path.join(folder, 'options.json'), {}),
    entry: entry?.path,
    legacy: readJson<{ legacy?: 'shim' }>(path.join(folder, 'run.json'), {}).legacy ?? 'jaeger',
    negative: output === undefined,
  };
}

function isCase(folder: string): boolean {
  return readdirSync(folder).some((name) => /^input(\.|$)/.test(name));
}

/** Every case below the fixtures folder, in the order of their names. */
export function findFixtures(folder = fixturesRoot): Fixture[] {
  if (!existsSync(folder)) return [];
  if (isCase(folder)) return [readFixture(folder)];
  return readdirSync(folder)
    .sort()
    .map((name) => path.join(folder, name))
    .filter((child) => statSync(child).isDirectory())
    .flatMap((child) => findFixtures(child));
}
