// A strict TypeScript project, half migrated, compiles with `import '@ot2otel/shim/types'`: under every module resolution, on the API
// of the line that is installed (1.9 or 1.10).
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'ava';
import { tsc } from '../support/compiler';

const project = path.resolve(__dirname, '../../fixtures/shim-types');
const sources = readdirSync(project).map((name) => path.join(project, name));

const RESOLUTIONS: Record<string, string[]> = {
  // TypeScript 6 calls it deprecated; projects on it are the ones that migrate.
  node10: ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0'],
  node16: ['--module', 'node16'],
  nodenext: ['--module', 'nodenext'],
  bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
};

function compile(files: readonly string[], resolution: readonly string[], skipLibCheck = true): string {
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    ...(skipLibCheck ? ['--skipLibCheck'] : []),
    '--target',
    'es2022',
  ];
  // Without node_modules/@types, where the types of the test runner's world are.
  return tsc(project, [...options, '--types', 'node', ...resolution, ...files]);
}

for (const [name, resolution] of Object.entries(RESOLUTIONS)) {
  test(`compiles under ${name}`, (t) => t.is(compile(sources, resolution), ''));
}

test('the declarations of both APIs and of the shim compile with it as well', (t) => {
  t.is(compile(sources, ['--module', 'nodenext'], false), '');
});

test('a tracer that is handed over compiles on either side without the import', (t) => {
  const file = path.resolve(__dirname, '../../fixtures/shim-tracer/handed-over.ts');
  for (const [name, resolution] of Object.entries(RESOLUTIONS)) t.is(compile([file], resolution), '', name);
});

test('without the import it does not compile: the test tests something', (t) => {
  const withoutSetup = sources.filter((file) => !file.endsWith('setup.ts'));
  t.regex(compile(withoutSetup, ['--module', 'nodenext']), /TS2345/);
});

/** The same project as ES modules, beside an API of one line. */
function esmProject(api: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'half-migrated-'));
  for (const scope of ['@opentelemetry', '@ot2otel'])
    mkdirSync(path.join(folder, 'node_modules', scope), { recursive: true });
  symlinkSync(path.resolve(__dirname, '../../node_modules', api), path.join(folder, 'node_modules/@opentelemetry/api'));
  symlinkSync(path.resolve(__dirname, '../../node_modules/opentracing'), path.join(folder, 'node_modules/opentracing'));
  cpSync(path.resolve(__dirname, '../../shim/dist'), path.join(folder, 'node_modules/@ot2otel/shim/dist'), {
    recursive: true,
  });
  cpSync(
    path.resolve(__dirname, '../../shim/package.json'),
    path.join(folder, 'node_modules/@ot2otel/shim/package.json'),
  );
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  for (const file of sources) {
    const text = readFileSync(file, 'utf8').replace(/ '(\.\/\w+)'/g, " '$1.js'");
    writeFileSync(path.join(folder, path.basename(file)), text);
  }
  return folder;
}

// API 1.10 has declarations of its own for `import`; beside SDK 3.x it is the only one.
const APIS = ['@opentelemetry/api', 'opentelemetry-api-1.10'].filter((name) =>
  existsSync(path.resolve(__dirname, '../../node_modules', name)),
);

for (const api of APIS)
  for (const name of ['nodenext', 'bundler'])
    test(`ES modules compile beside ${api} under ${name}`, (t) => {
      const folder = esmProject(api);
      t.teardown(() => rmSync(folder, { recursive: true }));
      const files = sources.map((file) => path.join(folder, path.basename(file)));
      t.is(compile(files, [...(RESOLUTIONS[name] ?? []), '--preserveSymlinks']), '');
    });
