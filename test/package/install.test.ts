import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { tempFolder } from '../../scripts/run-app/temp-folders';
import { tsc } from '../support/compiler';
import { sdkLine } from '../support/sdk';

const ROOT = path.join(__dirname, '../..');
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** An empty project into which npm has installed both packages as it would from the registry. */
function installed(): string {
  const folder = tempFolder('install');
  const tarballs = ['shim', 'codemods'].map((name) => {
    // As they were built before the tests: other tests use the same files.
    const args = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const [packed] = JSON.parse(
      execFileSync(NPM, args, { cwd: path.join(ROOT, name), encoding: 'utf8', stdio: 'pipe' }),
    );
    return path.join(folder, packed.filename);
  });
  writeFileSync(path.join(folder, 'package.json'), '{ "name": "empty", "private": true }\n');
  const api = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).devDependencies['@opentelemetry/api'];
  const args = [
    'install',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
    ...tarballs,
    `@opentelemetry/api@${api}`,
    'opentracing@0.14.7',
  ];
  execFileSync(NPM, args, { cwd: folder, stdio: 'pipe' });
  return folder;
}

const folder = installed();

function write(file: string, text: string): string {
  const at = path.join(folder, file);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, text);
  return at;
}

function run(command: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const LEGACY = "const span = require('opentracing').globalTracer().startSpan('a');\nspan.finish();\n";

test('both packages are usable by require', (t) => {
  const file = write(
    'use.cjs',
    `const { TracerShim } = require('@ot2otel/shim');
const { migrate } = require('ot2otel');
const [file] = migrate({ files: [{ path: 'a.js', text: ${JSON.stringify(LEGACY)} }] }).files;
console.log(typeof TracerShim, file.status);
`,
  );
  t.like(run(process.execPath, [file]), { status: 0, stdout: 'function changed\n' });
});

test('both packages are usable by import, and every class exists once', (t) => {
  const file = write(
    'use.mjs',
    `import { createRequire } from 'node:module';
import { TracerShim } from '@ot2otel/shim';
import { migrate } from 'ot2otel';
const require = createRequire(import.meta.url);
console.log(TracerShim === require('@ot2otel/shim').TracerShim, migrate === require('ot2otel').migrate);
`,
  );
  t.like(run(process.execPath, [file]), { status: 0, stdout: 'true true\n' });
});

test('the types compile, in CommonJS and in an ECMAScript module', (t) => {
  const files = ['types.mts', 'types.cts'];
  for (const file of files)
    write(
      file,
      `import { TracerShim } from '@ot2otel/shim';
import { type Finding, type MigrateResult, migrate } from 'ot2otel';
const result: MigrateResult = migrate({ files: [], options: { style: 'minimal' } });
const codes: string[] = result.findings.map(({ code }: Finding) => code);
export { codes, TracerShim };
// @ts-expect-error there is no such style
migrate({ files: [], options: { style: 'fancy' } });
`,
    );
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--skipLibCheck', 'false'];
  t.is(tsc(folder, [...options, ...files]), '');
});

// Of the declarations alone: one line of the SDK asks it.
if (sdkLine === 2) {
  test('the types of every entry are found by a resolution that does not read exports', (t) => {
    const { exports, typesVersions } = JSON.parse(readFileSync(path.join(ROOT, 'shim/package.json'), 'utf8'));
    const entries = Object.keys(exports).filter((entry) => !/^\.$|json$/.test(entry));
    t.deepEqual(
      entries.map((entry) => entry.slice(2)),
      Object.keys(typesVersions['*']),
    );
    const imports = entries.map((entry) => `import '@ot2otel/shim/${entry.slice(2)}';\n`);
    write(
      'old.ts',
      `${imports.join('')}import { configureOpenTelemetry } from '@ot2otel/shim/launcher';\nconfigureOpenTelemetry();\n`,
    );
    const options = ['--noEmit', '--strict', '--module', 'commonjs', '--moduleResolution', 'node10'];
    t.is(tsc(folder, [...options, '--ignoreDeprecations', '6.0', 'old.ts']), '');
  });
}

test('what is packed is built first: a fresh clone has nothing to publish', (t) => {
  for (const name of ['shim', 'codemods']) {
    const { scripts } = JSON.parse(readFileSync(path.join(ROOT, name, 'package.json'), 'utf8'));
    const [, script] = scripts.prepack.split(' ');
    t.is(path.resolve(ROOT, name, script), path.join(ROOT, 'scripts/build.mjs'));
  }
});

test('npx ot2otel runs', (t) => {
  write('src/a.js', LEGACY);
  const { status, stdout, stderr } = run(process.platform === 'win32' ? 'npx.cmd' : 'npx', [
    '--no-install',
    'ot2otel',
    'codemod',
    '--dry-run',
    'src',
  ]);
  t.is(status, 0, stderr);
  t.regex(stdout, /^\+.*\.end\(\)/m);
});

test('explain finds its pages in the package', (t) => {
  const { stdout } = run(path.join(folder, 'node_modules/.bin/ot2otel'), ['explain', 'OT501', 'migration']);
  t.regex(stdout, /^# OT501[\s\S]*\n# From OpenTracing to OpenTelemetry/);
});

test('the transforms are found by the name that their documentation gives', (t) => {
  const file = write(
    'transforms.cjs',
    "const all = require('ot2otel/transforms/all');\nconsole.log(typeof all.default, all.parser);\n",
  );
  t.like(run(process.execPath, [file]), { status: 0, stdout: 'function tsx\n' });
});

test('what is published is the program and no more', (t) => {
  const names = readdirSync(path.join(folder, 'node_modules/ot2otel'), { recursive: true, encoding: 'utf8' });
  t.deepEqual(
    names.filter((name) => /\.tsbuildinfo$|\.ts$/.test(name) && !name.endsWith('.d.ts')),
    ['dist/shim-types.ts'], // what the result is compiled with, beside code that stays
  );
  t.true(names.includes('README.md') && names.includes('LICENSE'));
  // They serve the tests and the demo of the repository.
  t.deepEqual(
    names.filter((name) => /[\\/](?:traces|recorders)[\\/]/.test(name)),
    [],
  );
});

test('neither package brings a copy of OpenTelemetry or the machinery of jscodeshift along', (t) => {
  const names = readdirSync(path.join(folder, 'node_modules'));
  t.false(names.includes('jscodeshift'));
  t.deepEqual(readdirSync(path.join(folder, 'node_modules/@opentelemetry')), ['api']);
});
