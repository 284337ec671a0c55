// Dependencies point one way, and only the command line touches the world. A newcomer can rely on what this test checks.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';

const root = path.resolve(__dirname, '../..');

interface Import {
  readonly file: string;
  readonly from: string;
}

function importsBelow(folder: string): Import[] {
  const names = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => {
      const text = readFileSync(path.join(root, folder, name), 'utf8');
      const found = text.matchAll(
        /^(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|^import\s*'([^']+)'|\brequire\('([^']+)'\)/gm,
      );
      return [...found].map((match) => ({ file: name, from: match[1] ?? match[2] ?? match[3] ?? '' }));
    });
}

/** The folder (or file) of a layer that a relative import leads to. */
function layerOf({ file, from }: Import): string {
  const target = path.posix.join(path.posix.dirname(file), from);
  return target.split('/')[0] ?? target;
}

/** What each part of the codemod may import besides itself. `migrate` and `index` are files. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  catalog: [],
  parse: ['catalog'],
  edit: ['parse'],
  'types-oracle': ['catalog'],
  facts: ['types-oracle', 'parse', 'catalog'],
  discover: ['parse', 'catalog'],
  imports: ['facts', 'parse', 'edit', 'catalog'],
  verify: ['imports', 'facts', 'parse', 'edit', 'catalog'],
  rules: ['imports', 'facts', 'parse', 'edit', 'catalog'],
  manifest: ['rules', 'facts', 'parse', 'edit', 'catalog'],
  plan: ['types-oracle', 'rules', 'verify', 'imports', 'facts', 'parse', 'edit', 'catalog'],
  traces: [],
  'migrate.ts': ['types-oracle', 'plan', 'manifest', 'discover', 'rules', 'facts', 'parse', 'catalog'],
  'index.ts': ['cli', 'migrate', 'traces', 'catalog', 'rules'],
};

test('each part of the codemod imports only the parts below it', (t) => {
  const wrong = importsBelow('codemods/src')
    .filter(({ from }) => from.startsWith('.'))
    .filter((entry) => {
      const layer = entry.file.split(path.sep)[0] ?? '';
      const target = layerOf(entry);
      const may = allowed[layer];
      return may !== undefined && target !== layer && !may.includes(target);
    })
    .map(({ file, from }) => `${file} -> ${from}`);
  t.deepEqual(wrong, []);
});

/** The folders of a part in their order (of the README, where it has one): each imports itself, the ones before it, and the named files beside them. */
interface Stages {
  readonly part: string;
  readonly order: readonly (readonly string[])[];
  readonly beside: readonly string[];
}

const staged: readonly Stages[] = [
  {
    part: 'codemods/src/facts',
    order: [
      ['scopes'],
      ['flow'],
      ['modules'],
      ['constraints', 'annotations'],
      ['lookups'],
      ['written'],
      ['implementations'],
      ['links', 'verdicts'],
      ['by-use', 'options'],
    ],
    beside: ['types'],
  },
  {
    part: 'codemods/src/rules',
    order: [
      ['syntax'],
      ['calls'],
      ['effects'],
      ['values'],
      ['data'],
      ['parents'],
      ['options'],
      ['lifetime'],
      ['context'],
      ['type-names'],
      ['setup'],
      ['order'],
      ['mocks'],
      ['mock-tracer'],
    ],
    beside: ['types'],
  },
  {
    part: 'shim/src',
    order: [
      ['conversion'],
      ['propagation'],
      ['contexts'],
      ['spans'],
      ['parents'],
      ['tracers'],
      ['border'],
      ['node'],
      ['launcher'],
    ],
    beside: ['define', 'guard', 'version'],
  },
  {
    part: 'shim/src/launcher',
    order: [['settings'], ['sdk'], ['export'], ['legacy']],
    beside: ['flush-within', 'load-file', 'log', 'notices', 'own-folder', 'running', 'within'],
  },
];

for (const { part, order, beside } of staged)
  test(`each folder of ${part} imports only itself and the folders before it`, (t) => {
    const placeOf = (folder: string) => order.findIndex((stage) => stage.includes(folder));
    const wrong = importsBelow(part)
      .filter(({ file, from }) => from.startsWith('.') && file.includes(path.sep))
      .map((entry) => ({ ...entry, own: entry.file.split(path.sep)[0] ?? '', target: layerOf(entry) }))
      .filter(({ target }) => target !== '..' && !beside.includes(target))
      .filter(({ own, target }) => placeOf(own) < 0 || placeOf(target) < 0 || placeOf(target) > placeOf(own))
      .map(({ file, from }) => `${file} -> ${from}`);
    t.deepEqual(wrong, []);
  });

test('only the entries (cli, jscodeshift) touch the process, the file system and the network', (t) => {
  // Of `node:module` it is the names of Node's own modules that are asked for.
  const harmless = new Set(['node:crypto', 'node:module', 'node:path', 'node:path/posix', 'node:util']);
  const wrong = importsBelow('codemods/src')
    .filter(({ file, from }) => from.startsWith('node:') && !harmless.has(from) && !/^(cli|jscodeshift)\b/.test(file))
    .map(({ file, from }) => `${file} -> ${from}`);
  t.deepEqual(wrong, []);
});

test('the shim stands on its two peers, and its core on nothing of Node', (t) => {
  const nodePart = /^(register|launcher|node)\b/;
  const wrong = importsBelow('shim/src')
    .filter(({ from }) => !from.startsWith('.'))
    .filter(({ file, from }) => {
      const isPeer = from === '@opentelemetry/api' || from === 'opentracing' || from.startsWith('opentracing/');
      return !isPeer && !(from.startsWith('node:') && nodePart.test(file));
    })
    .map(({ file, from }) => `${file} -> ${from}`);
  t.deepEqual(wrong, []);
});

test('no file of the core of the shim imports its Node part', (t) => {
  const wrong = importsBelow('shim/src')
    .filter(({ file, from }) => from.startsWith('.') && !/^(register|launcher|node)\b/.test(file))
    .filter((entry) => /^(register|launcher|node)$/.test(layerOf(entry)))
    .map(({ file, from }) => `${file} -> ${from}`);
  t.deepEqual(wrong, []);
});
