// Builds both packages: CommonJS by tsc, and a thin ES module beside each public entry that re-exports it, so that
// every class exists once in a process however it is loaded.
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

/** @param {string} folder a package's folder */
function entriesOf(folder) {
  const { exports } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  return Object.values(exports)
    .filter((entry) => typeof entry === 'object' && entry.import !== undefined)
    .map((entry) => ({ cjs: entry.require.default, esm: entry.import.default, types: entry.import.types }));
}

/** @param {string} file */
function namedExportsOf(file) {
  // Read from the compiled text, not by loading it: an entry such as register has side effects.
  const text = readFileSync(file, 'utf8');
  const names = new Set(
    [...text.matchAll(/^(?:Object\.defineProperty\(exports, "(\w+)"|exports\.(\w+) =)/gm)].map((m) => m[1] ?? m[2]),
  );
  names.delete('__esModule');
  return [...names];
}

function writeWrapper(folder, { cjs, esm, types }) {
  const names = namedExportsOf(path.join(folder, cjs)).sort();
  const source = `./${path.basename(cjs)}`;
  const lines =
    names.length === 0
      ? [`import '${source}';`, 'export {};']
      : [`import core from '${source}';`, ...names.map((name) => `export const ${name} = core.${name};`)];
  writeFileSync(path.join(folder, esm), `${lines.join('\n')}\n`);
  writeFileSync(path.join(folder, types), typesFor(folder, cjs, source));
}

// API 1.10 has declarations for `import` and others for `require`. What is added to them from CommonJS is added to those for `require`,
// so it is said once more, where the other kind is seen.
function typesFor(folder, cjs, source) {
  const [head, ...additions] = readFileSync(path.join(folder, cjs.replace(/\.js$/, '.d.ts')), 'utf8').split(
    /^(?=declare module )/m,
  );
  const toApi = additions.filter((addition) => addition.startsWith("declare module '@opentelemetry/api'"));
  const all = `export * from '${source}';\n`;
  return toApi.length === 0 ? all : `${head}${all}${toApi.join('')}`;
}

const tsc = spawnSync(process.execPath, [require.resolve('typescript/bin/tsc'), '--build', root], { stdio: 'inherit' });
if (tsc.status !== 0) process.exit(tsc.status ?? 1);
for (const name of ['shim', 'codemods']) {
  const folder = path.join(root, name);
  for (const entry of entriesOf(folder)) writeWrapper(folder, entry);
}

// `ot2otel explain` reads the pages from its own package.
const shipped = path.join(root, 'codemods/dist');
for (const page of ['docs/rules', 'docs/propagation.md', 'docs/launcher.md', 'docs/report.md', 'MIGRATION.md']) {
  rmSync(path.join(shipped, page), { recursive: true, force: true });
  cpSync(path.join(root, page), path.join(shipped, page), { recursive: true });
}

// The codemod compiles what it writes beside code that stays, with the shim's types, whether or not the project has the shim by then.
cpSync(path.join(root, 'shim/src/types.ts'), path.join(root, 'codemods/dist/shim-types.ts'));
