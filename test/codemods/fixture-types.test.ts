// What a case's input says against opentracing's types, its output says against those of OpenTelemetry's API, 1.9 and 1.10: the
// codemod adds no type error. JavaScript is checked too, as an editor would.
import path from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { programOf } from '../support/compiler';
import { type Fixture, findFixtures } from '../support/fixtures';
import { isSource } from '../support/migrate-fixture';

const root = path.resolve(__dirname, '../..');
const home = path.join(root, '.cache/fixture-types');

/** The versions of the API that are installed, by the folder that holds them. */
const apis = new Map(
  ['@opentelemetry/api', 'opentelemetry-api-1.10'].flatMap((name) => {
    const manifest = path.join(root, 'node_modules', name, 'package.json');
    return ts.sys.fileExists(manifest) ? [[versionIn(manifest), path.dirname(manifest)] as const] : [];
  }),
);

function versionIn(manifest: string): string {
  return JSON.parse(ts.sys.readFile(manifest) ?? '{}').version.replace(/\.\d+$/, '');
}

type Side = 'input' | 'output';

const LANGUAGES = { js: /\.[cm]?jsx?$/, ts: /\.[cm]?tsx?$/ } as const;

function optionsFor(language: keyof typeof LANGUAGES, api: string): ts.CompilerOptions {
  return {
    ...(language === 'ts'
      ? { strict: true }
      : { strict: false, allowJs: true, checkJs: true, maxNodeModuleJsDepth: 0 }),
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Preserve,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    esModuleInterop: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
    paths: { '@opentelemetry/api': [api], '@ot2otel/shim/types': [path.join(root, 'shim/src/types.ts')] },
  };
}

/** What test runners bring along, and the border between the two vocabularies for a case that leaves something. */
const GLOBALS =
  'declare global { const jest: any, test: any, describe: any, it: any, beforeEach: any, expect: any; }\nexport {};\n';
const BORDER = "import '@ot2otel/shim/types';\n";

/** Diagnostics by case, of one side of all cases, with one version of the API. */
function diagnosticsOf(fixtures: readonly Fixture[], side: Side, api: string): Map<string, TypeError[]> {
  const [half, whole] = [fixtures.filter(leavesSomething), fixtures.filter((fixture) => !leavesSomething(fixture))];
  const found = new Map<string, TypeError[]>();
  for (const language of ['js', 'ts'] as const)
    for (const [group, extra] of [
      [half, BORDER],
      [whole, ''],
    ] as const)
      for (const [name, told] of check(group, side, language, api, GLOBALS + (side === 'output' ? extra : '')))
        found.set(name, [...(found.get(name) ?? []), ...told]);
  return found;
}

function leavesSomething({ output, findings, negative }: Fixture): boolean {
  // Where only tracers stay, the shim is asked for one of both, and that has to be enough.
  if (findings.length > 0 && findings.every((told) => /OT(?:401|504|507):/.test(told))) return false;
  return negative || output.some(({ text }) => /TODO\(ot2otel|ot2otel-ignore/.test(text));
}

function* check(
  fixtures: readonly Fixture[],
  side: Side,
  language: keyof typeof LANGUAGES,
  api: string,
  globals: string,
): Iterable<[string, TypeError[]]> {
  const texts = new Map([[path.join(home, 'globals.ts'), globals]]);
  for (const fixture of fixtures)
    for (const file of fixture[side].filter(isSource))
      if (LANGUAGES[language].test(file.path)) texts.set(placeOf(fixture, file.path), file.text);
  const program = programOf([...texts.keys()], optionsFor(language, api), { texts });
  for (const fixture of fixtures) {
    const sources = fixture[side].flatMap((file) => program.getSourceFile(placeOf(fixture, file.path)) ?? []);
    yield [
      fixture.name,
      sources
        .flatMap((source) => program.getSemanticDiagnostics(source))
        .filter((one) => !isTold(one))
        .map(errorOf),
    ];
  }
}

/** What a person has to settle is told where it stands, or where it is taken off on the line before; and some cases import what is not there. */
function isTold({ file, start, code, messageText }: ts.Diagnostic): boolean {
  if (code === 2307 && /'\.\.?\//.test(String(messageText))) return true;
  const lines = file?.text.slice(0, start).split('\n') ?? [];
  return lines.slice(-3, -1).some((line) => /TODO\(ot2otel/.test(line));
}

function placeOf({ name }: Fixture, file: string): string {
  return path.join(home, name, file);
}

/** An error, and the line that it is in. */
interface TypeError {
  readonly message: string;
  readonly line: string;
}

/** A mock that lacks members of a type lacks others of the next type; how many are listed decides the code. */
const INCOMPLETE = /^TS27(?:39|40|41)[\s\S]*/;

function errorOf({ code, messageText, file, start = 0 }: ts.Diagnostic): TypeError {
  const [before = '', after = ''] = [file?.text.slice(0, start), file?.text.slice(start)];
  const line = before.slice(before.lastIndexOf('\n') + 1) + after.slice(0, after.search(/\n|$/));
  return {
    message: `TS${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`.replace(INCOMPLETE, ''),
    line: line.trim(),
  };
}

/** Errors of the second list that are not in the first: neither the same, nor another in a line that had one and has not changed. */
function added(before: readonly TypeError[], after: readonly TypeError[]): string[] {
  const lines = new Set(before.map(({ line }) => line));
  const left = before.map(({ message }) => message);
  const news = after.filter(({ message, line }) => {
    const at = left.indexOf(message);
    if (at >= 0) left.splice(at, 1);
    return at < 0 && !lines.has(line);
  });
  return news.map(({ message, line }) => `${message} (${line})`);
}

const fixtures = findFixtures();
const [anyApi = ''] = apis.values();
const before = diagnosticsOf(fixtures, 'input', anyApi);

for (const [version, folder] of apis) {
  const after = diagnosticsOf(fixtures, 'output', folder);

  for (const { name } of fixtures)
    test(`${name}: no new type error with API ${version}`, (t) => {
      t.deepEqual(added(before.get(name) ?? [], after.get(name) ?? []), []);
    });
}

test('cases are checked against the API 1.10', (t) => {
  t.true(apis.has('1.10'));
});

test('TypeScript cases compile as they are written', (t) => {
  const strict = fixtures.filter(({ input }) => input.some(({ path: file }) => LANGUAGES.ts.test(file)));
  const errors = strict.flatMap(({ name }) => (before.get(name) ?? []).map(({ message }) => `${name}: ${message}`));
  t.deepEqual(errors, []);
});
