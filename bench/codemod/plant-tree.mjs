// Plants a monorepo as large as asked, of which every 50th file concerns tracing, and commits it to git as a user's would be.
//
// What stands in it was measured on 2,207 files of 36 public repositories that use OpenTracing:
// - ordinary files: a quarter under 23 lines, half under 53, a tenth over 256, 126 on average; in every sixth, words such as
//   "company" or "character" need more than a search for bytes before the file can be told apart;
// - files that name `opentracing`: half under 110 lines, a tenth over 342, 174 on average, of which a handful of lines are tracing;
// - to two files that concern tracing comes one that only passes names on or speaks of spans, and is connected with them.
// The tracing code is that of our fixtures, one case a file. In the tree `dense` the file ends with it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Every 50th file concerns tracing: 2 %. */
export const EVERY = 50;
const FOLDER = 10;
const PACKAGE = 500;

const ORDINARY_LINES = [10, 20, 30, 45, 55, 75, 100, 140, 250, 500];
const TRACING_LINES = [40, 60, 80, 100, 120, 160, 200, 240, 320, 420];

const THINGS =
  'order invoice customer product basket address parcel voucher refund payment company contract member discount stock review label price route driver note shelf batch claim';
const NOUNS = THINGS.split(' ');
const FIELDS = 'count weight price total created updated status owner region currency'.split(' ');

/** @param {string} folder @param {number} files @param {{ dense?: boolean }} [how] */
export function plantTree(folder, files, { dense = false } = {}) {
  const cases = tracingCases();
  for (let index = 0; index < files; index += 1) {
    const home = homeOf(folder, index);
    if (index % FOLDER === 0) mkdirSync(home, { recursive: true });
    if (index % PACKAGE === 0) writeFileSync(path.join(home, '../../package.json'), manifest(index / PACKAGE));
    const { name, text } = fileAt(index, cases, dense);
    writeFileSync(path.join(home, name), text);
  }
  writeFileSync(path.join(folder, 'package.json'), '{"name":"large","private":true,"workspaces":["packages/*"]}\n');
  commit(folder);
}

function homeOf(folder, index) {
  const own = Math.floor((index % PACKAGE) / FOLDER);
  return path.join(folder, `packages/p${Math.floor(index / PACKAGE)}/src/m${own}`);
}

function manifest(number) {
  const dependencies = { express: '4.22.3', opentracing: '0.14.7' };
  return `${JSON.stringify({ name: `@large/p${number}`, version: '1.0.0', dependencies }, null, 2)}\n`;
}

function tracingCases() {
  const folder = fileURLToPath(new URL('../../fixtures/rules', import.meta.url));
  const inputs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\binput\.[jt]s$/.test(name),
  );
  return inputs.sort().map((name) => ({
    extension: path.extname(name),
    text: readFileSync(path.join(folder, name), 'utf8'),
  }));
}

function fileAt(index, cases, dense) {
  const turn = Math.floor(index / EVERY);
  const one = cases[turn % cases.length];
  switch (index % EVERY) {
    case 0:
      return { name: `traced${one.extension}`, text: one.text + (dense ? '' : around(one.text, index)) };
    case 1:
      // Every other barrel passes on a file that concerns tracing.
      return { name: 'index.js', text: barrel(turn % 2 === 0 ? './traced' : './f3') };
    case 2:
      return { name: 'f2.js', text: `${ordinary(index, 60)}\nexports.widthOf = (span) => span.to - span.from;\n` };
    default:
      return { name: `f${index % FOLDER}.js`, text: ordinary(index, ORDINARY_LINES[index % 10]) };
  }
}

function barrel(neighbour) {
  return `'use strict';\n\nexports.first = require('${neighbour}');\nexports.second = require('./f4');\n`;
}

/** The code in the midst of which tracing stands, as long as real files are. */
function around(tracing, index) {
  const wanted = TRACING_LINES[(index / EVERY) % TRACING_LINES.length];
  return `\n${functions(index, wanted - tracing.split('\n').length)}`;
}

function ordinary(index, lines) {
  const imports = "const { round } = require('./f3');\nconst events = require('node:events');\n";
  const shared = 'exports.bus = new events.EventEmitter();\nexports.round = round;\n';
  return `'use strict';\n\n${imports}\n${functions(index, lines - 7)}${shared}`;
}

function functions(index, lines) {
  let text = '';
  for (let number = 0, left = lines; left > 0; number += 1) {
    const next = SHAPES[(index + number) % SHAPES.length](index, number);
    text += `${next}\n`;
    left -= next.split('\n').length;
  }
  return text;
}

const noun = (index) => NOUNS[(index * 7) % NOUNS.length];
const field = (index, number) => FIELDS[(index + number * 3) % FIELDS.length];
const title = (word) => word[0].toUpperCase() + word.slice(1);

/** What ordinary code looks like: loops, async handlers, classes, tables, branches. */
const SHAPES = [
  (index, number) => `/** Adds up what the ${noun(index)} list holds. */
function sum${title(noun(index))}${number}(rows, limit = ${index % 90}) {
  let result = 0;
  for (const row of rows) {
    if (row.${field(index, number)} > limit && !row.deleted) result += row.${field(index, number + 1)} * row.factor;
    else if (row.nested) result += sum${title(noun(index))}${number}(row.nested, limit - 1);
  }
  return Math.max(result, 0);
}
`,
  (index, number) => `async function load${title(noun(index))}${number}(store, id, options = {}) {
  const { retries = 3, timeout = 1000 } = options;
  for (let attempt = 0; attempt < retries; attempt += 1) {
    try {
      const found = await store.find('${noun(index)}', { id, timeout });
      return found.map(({ ${field(index, number)}, ...rest }) => ({ ...rest, value: ${field(index, number)} ?? null }));
    } catch (error) {
      if (attempt === retries - 1) throw new Error(\`${noun(index)} \${id} cannot be loaded: \${error.message}\`);
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 100)); // the store may be busy
    }
  }
  return undefined;
}
`,
  (index, number) => `class ${title(noun(index))}Service${number} {
  constructor(store, clock) {
    this.store = store;
    this.clock = clock;
    this.cache = new Map();
  }

  async get(id) {
    const known = this.cache.get(id);
    if (known !== undefined && known.until > this.clock.now()) return known.value;
    const value = await this.store.read(\`${noun(index)}/\${id}\`);
    this.cache.set(id, { value, until: this.clock.now() + ${60 + (index % 40)} });
    return value;
  }

  clear() {
    this.cache.clear();
  }
}
`,
  (index, number) => `const ${noun(index)}Defaults${number} = {
  ${field(index, number)}: { type: 'number', required: true, minimum: ${index % 10} },
  ${field(index, number + 1)}: { type: 'string', pattern: /^[a-z]{2,${3 + (index % 9)}}$/ },
  ${field(index, number + 2)}: { type: 'array', items: ['a', 'b', 'c'] },
};
`,
  (index, number) => `function describe${title(noun(index))}${number}(value) {
  // The order matters: what is deleted is never late.
  switch (value.status) {
    case 'deleted':
      return '${noun(index)} is gone';
    case 'late':
      return value.${field(index, number)} > ${index % 30} ? 'very late' : 'late';
    default:
      return [value.owner, value.region].filter(Boolean).join(', ') || 'unknown';
  }
}
`,
];

function commit(folder) {
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.com', '-c', 'core.autocrlf=false'];
  const commands = [
    ['init', '--quiet'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--message', 'planted'],
  ];
  for (const args of commands) {
    const { status, stderr } = spawnSync('git', args, { cwd: folder });
    if (status !== 0) throw new Error(`git ${args.join(' ')} ended with ${status}: ${stderr}`);
  }
}
