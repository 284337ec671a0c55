// The packed shim in the applications that will install it: each package manager, strict or not, beside the SDK of the line that runs
// here; no error, no warning about peers, one copy of the API, and a clean install that works afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { tempFolder } from '../../scripts/run-app/temp-folders';
import { sdkLine } from '../support/sdk';

const root = path.resolve(__dirname, '../..');
const managersHome = process.env.OT2OTEL_MANAGERS ?? path.join(root, '.cache/managers');

const SDK: Record<string, string> =
  sdkLine === 2
    ? { '@opentelemetry/api': '1.9.1', '@opentelemetry/sdk-trace-node': '2.12.0' }
    : { '@opentelemetry/api': '1.10.0', '@opentelemetry/sdk-trace': '3.1.1' };
const APPLICATION = { ...SDK, opentracing: '0.14.7' };

/** Package managers of a given version, installed once in a folder of their own. */
const MANAGERS = { npm10: 'npm@10', npm11: 'npm@11', pnpm: 'pnpm@10', yarn: 'yarn@1' } as const;
type Manager = keyof typeof MANAGERS;
const BIN: Record<Manager, string> = {
  npm10: 'bin/npm-cli.js',
  npm11: 'bin/npm-cli.js',
  pnpm: 'bin/pnpm.cjs',
  yarn: 'bin/yarn.js',
};
const INSTALL: Record<Manager, string[]> = {
  npm10: ['install', '--no-audit', '--no-fund', '--prefer-offline'],
  npm11: ['install', '--no-audit', '--no-fund', '--prefer-offline'],
  pnpm: ['install', '--prefer-offline'],
  yarn: ['install', '--prefer-offline', '--no-progress', '--non-interactive'],
};

function managerScript(manager: Manager): string {
  const spec = MANAGERS[manager];
  const home = path.join(managersHome, manager);
  const script = path.join(home, 'node_modules', spec.split('@')[0] ?? '', BIN[manager]);
  if (existsSync(script)) return script;
  mkdirSync(home, { recursive: true });
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', home, spec],
    {
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${spec} could not be installed: ${stderr}`);
  return script;
}

const scratch = tempFolder('install-matrix');

let tarball = '';
test.before(() => {
  const flags = ['pack', '--ignore-scripts', '--json', '--pack-destination', scratch, '--workspace', 'shim'];
  const { stdout } = spawnSync('npm', flags, { cwd: root, encoding: 'utf8' });
  const [packed]: { filename: string }[] = JSON.parse(stdout);
  tarball = path.join(scratch, path.basename(packed?.filename ?? ''));
});

interface Outcome {
  status: number | null;
  output: string;
}

// Two at a time: more would only wait for each other.
const waiting: (() => void)[] = [];
let running = 0;

async function run(command: string, args: string[], cwd: string): Promise<Outcome> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await collect(command, args, cwd);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

function collect(command: string, args: string[], cwd: string): Promise<Outcome> {
  // What `npm test` has set for its own npm is not what the application's package manager shall see.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const child = spawn(command, args, { cwd, env });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}

interface Case {
  manager: Manager;
  flags?: string[];
  dependencies?: Record<string, string>;
  /** JavaScript that must run in the application and print `ok`. */
  program?: string;
}

const PROGRAM = `
  const { createTracerShim } = require('@ot2otel/shim');
  const { trace } = require('@opentelemetry/api');
  createTracerShim(trace.getTracerProvider()).startSpan('work').finish();
  console.log('ok');
`;

function makeApplication(dependencies: Record<string, string>): string {
  const folder = mkdtempSync(path.join(scratch, 'app-'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, dependencies }));
  return folder;
}

/** The folders of all copies of the API below a node_modules, links resolved. */
function apiCopies(folder: string, found = new Set<string>(), depth = 0): Set<string> {
  if (depth > 8 || !existsSync(folder)) return found;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (full.endsWith('/node_modules/@opentelemetry/api')) found.add(realpathSync(full));
    else if (entry.isDirectory()) apiCopies(full, found, depth + 1);
  }
  return found;
}

const PEER_TROUBLE = /ERESOLVE|EBADENGINE|(un(met|satisfied)|incorrect|missing|conflicting) peer|peer dep/i;

async function assertInstalls(t: ExecutionContext, { manager, flags = [], dependencies, program = PROGRAM }: Case) {
  const folder = makeApplication(dependencies ?? { ...APPLICATION, '@ot2otel/shim': `file:${tarball}` });
  const script = managerScript(manager);
  const installed = await run(process.execPath, [script, ...INSTALL[manager], ...flags], folder);
  t.is(installed.status, 0, installed.output);
  t.notRegex(installed.output, PEER_TROUBLE);
  t.is(apiCopies(path.join(folder, 'node_modules')).size, 1);
  // With flags it is the same again.
  if (manager.startsWith('npm') && flags.length === 0) {
    const clean = await run(
      process.execPath,
      [script, 'ci', '--no-audit', '--no-fund', '--prefer-offline', ...flags],
      folder,
    );
    t.is(clean.status, 0, clean.output);
    t.notRegex(clean.output, PEER_TROUBLE);
  }
  const ran = await run(process.execPath, ['-e', program], folder);
  t.is(ran.output.trim(), 'ok');
}

const line = `SDK ${sdkLine}.x, API ${SDK['@opentelemetry/api']}`;

for (const manager of ['npm10', 'npm11', 'pnpm', 'yarn'] as const) {
  test(`${MANAGERS[manager]}: installs without a warning beside ${line}`, (t) => assertInstalls(t, { manager }));
}

test(`npm@11 --strict-peer-deps: installs beside ${line}`, (t) =>
  assertInstalls(t, { manager: 'npm11', flags: ['--strict-peer-deps'] }));

test(`pnpm@10 with strict peers: installs beside ${line}`, (t) =>
  assertInstalls(t, { manager: 'pnpm', flags: ['--config.strict-peer-dependencies=true'] }));

if (sdkLine === 2) {
  // On line 3 the official shim itself cannot be installed: its peer is API <1.10.
  test('an application that has the official shim installs ours beside it', (t) =>
    assertInstalls(t, {
      manager: 'npm11',
      dependencies: {
        ...APPLICATION,
        '@opentelemetry/shim-opentracing': '2.11.0',
        '@ot2otel/shim': `file:${tarball}`,
      },
    }));
}

test('by an alias ours serves a library that asks for the official shim', async (t) => {
  const library = path.join(scratch, 'library');
  mkdirSync(library);
  writeFileSync(
    path.join(library, 'package.json'),
    JSON.stringify({
      name: 'library',
      version: '1.0.0',
      main: 'index.js',
      dependencies: { '@opentelemetry/shim-opentracing': '^2.0.0' },
    }),
  );
  writeFileSync(
    path.join(library, 'index.js'),
    `const { TracerShim } = require('@opentelemetry/shim-opentracing');
     const { trace } = require('@opentelemetry/api');
     exports.tracer = new TracerShim(trace.getTracer('library'), { textMapPropagator: undefined });`,
  );
  const packed = spawnSync('npm', ['pack', '--pack-destination', scratch], { cwd: library, encoding: 'utf8' });
  t.is(packed.status, 0, packed.stderr);
  const folder = makeApplication({
    ...APPLICATION,
    '@opentelemetry/shim-opentracing': `file:${tarball}`,
    library: `file:${path.join(scratch, 'library-1.0.0.tgz')}`,
  });
  const manifest = path.join(folder, 'package.json');
  const overrides = { '@opentelemetry/shim-opentracing': '$@opentelemetry/shim-opentracing' };
  writeFileSync(manifest, JSON.stringify({ ...require(manifest), overrides }));

  const script = managerScript('npm11');
  const installed = await run(process.execPath, [script, ...INSTALL.npm11], folder);
  t.is(installed.status, 0, installed.output);
  t.notRegex(installed.output, PEER_TROUBLE);
  t.is(apiCopies(path.join(folder, 'node_modules')).size, 1);
  const program = `
    const { tracer } = require('library');
    tracer.startSpan('work').setTag('a', 1).finish();
    console.log(typeof tracer.startActiveSpan === 'function' ? 'ok' : 'not ours');
  `;
  const ran = await run(process.execPath, ['-e', program], folder);
  t.is(ran.output.trim(), 'ok');
});
