// A strict TypeScript project compiles at every point of its migration, with `import '@ot2otel/shim/types'`.
import path from 'node:path';
import test from 'ava';
import ts from 'typescript';
import { copyOfApp } from '../../scripts/run-app/app';
import { migrateApp } from '../../scripts/run-app/migrated';
import { programOf } from '../support/compiler';

const app = copyOfApp('worker');
const { changed, created } = migrateApp('worker');
const fileNames = changed.map(({ path: file }) => file);

/** The type of its tracer comes from the package that the setup replaces, so the two can only move together. */
const SETUP = ['src/tracing.ts', 'src/main.ts'];

const configFile = path.join(app.folder, 'tsconfig.json');
const config = ts.parseJsonConfigFileContent(ts.readConfigFile(configFile, ts.sys.readFile).config, ts.sys, app.folder);

/** What the compiler says of the app with some files migrated. */
function diagnosticsWith(files: readonly string[], withShimTypes = true): string[] {
  const overlay = new Map<string, string>();
  const put = (file: string, text: string) => overlay.set(path.join(app.folder, file), text);
  for (const { path: file, text } of [...changed.filter((one) => files.includes(one.path)), ...created])
    put(file, text);
  if (withShimTypes) put('src/half-migrated.d.ts', "import '@ot2otel/shim/types';\n");
  const roots = [...new Set([...config.fileNames, ...overlay.keys()])];
  const program = programOf(roots, config.options, { texts: overlay });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const where = file === undefined ? '' : `${path.relative(app.folder, file.fileName)}: `;
    return where + ts.flattenDiagnosticMessageText(messageText, ' ');
  });
}

test('the app compiles as it is, and wholly migrated without the types of the shim', (t) => {
  t.true(fileNames.length >= 6);
  t.deepEqual(diagnosticsWith([], false), []);
  t.deepEqual(diagnosticsWith(fileNames, false), []);
});

test('without the types of the shim a half-migrated app does not compile', (t) => {
  t.not(diagnosticsWith(['src/store.ts'], false).length, 0);
});

const units = [SETUP, ...fileNames.filter((file) => !SETUP.includes(file)).map((file) => [file])];

for (const unit of units) {
  test(`the app compiles when migrated are only ${unit.join(', ')}`, (t) => {
    t.deepEqual(diagnosticsWith(unit), []);
  });

  test(`the app compiles when migrated are all but ${unit.join(', ')}`, (t) => {
    t.deepEqual(diagnosticsWith(fileNames.filter((file) => !unit.includes(file))), []);
  });
}
