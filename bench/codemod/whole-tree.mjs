// What the codemod costs on a large tree of which 2 % of the files concern tracing, beside the least that any such tool must do: read
// every file, search it for a string, and parse those that have it. Beside both, jscodeshift's own runner on the same tree with a
// transform that does nothing. CPU time of whole processes, in turns; prints medians and ratios.
// Run by `node bench/codemod/whole-tree.mjs [files] [rounds]` on the built packages.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const files = Number(process.argv[2] ?? 20_000);
const rounds = Number(process.argv[3] ?? 3);
const EVERY = 50;

/** Cases of ours serve as the files that concern tracing; the others are ordinary code of the same length. */
function tracingSources() {
  const themes = path.join(root, 'fixtures/rules');
  const inputs = readdirSync(themes, { recursive: true, encoding: 'utf8' }).filter((name) => /input\.js$/.test(name));
  return inputs.map((name) => readFileSync(path.join(themes, name), 'utf8'));
}

function ordinary(index) {
  const lines = Array.from(
    { length: 60 },
    (_, line) => `  total += rows[${line}].price * (rows[${line}].count - ${index % 7});`,
  );
  return `'use strict';\n\nexports.sum${index} = (rows) => {\n  let total = 0;\n${lines.join('\n')}\n  return total;\n};\n`;
}

function plantTree(folder) {
  const tracing = tracingSources();
  for (let index = 0; index < files; index += 1) {
    const home = path.join(folder, `src/part-${index % 100}`);
    if (index < 100) mkdirSync(home, { recursive: true });
    const text = index % EVERY === 0 ? tracing[(index / EVERY) % tracing.length] : ordinary(index);
    writeFileSync(path.join(home, `file-${index}.js`), text);
  }
  writeFileSync(path.join(folder, 'package.json'), '{"name":"large","version":"1.0.0"}\n');
}

const REPORT =
  "process.on('exit', () => require('node:fs').writeFileSync(process.env.BENCH_REPORT, JSON.stringify(process.resourceUsage())))";

/** CPU seconds and peak memory of one process, as it reports them itself when it ends. */
function run(folder, script, args) {
  const report = path.join(folder, '.report.json');
  const preload = path.join(folder, '.report.cjs');
  writeFileSync(preload, REPORT);
  const env = { ...process.env, BENCH_REPORT: report };
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, script, ...args], {
    cwd: folder,
    env,
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(report, 'utf8'));
  return { seconds: (userCPUTime + systemCPUTime) / 1e6, mebibytes: maxRSS / 1024 };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const folder = mkdtempSync(path.join(os.tmpdir(), 'ot2otel-bench-'));
try {
  plantTree(folder);
  const nothing = path.join(folder, '.nothing.cjs');
  writeFileSync(nothing, 'module.exports = (file, api) => { api.jscodeshift(file.source); };\n');
  const contenders = {
    'read, search, parse': [path.join(root, 'bench/codemod/least.cjs'), ['src']],
    'ot2otel codemod': [
      path.join(root, 'codemods/bin/ot2otel.js'),
      ['codemod', '--force', '--dry-run', '--no-types', '--format', 'json', '.'],
    ],
    "jscodeshift's runner": [
      path.join(root, 'node_modules/jscodeshift/bin/jscodeshift.js'),
      ['--run-in-band', '--silent', '-d', '-t', nothing, 'src'],
    ],
  };
  const runs = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, [script, args]] of Object.entries(contenders)) {
      // Minutes a run: once is enough to tell it apart.
      if (round > 0 && name.startsWith('jscodeshift')) continue;
      runs[name].push(run(folder, script, args));
    }
  }
  const least = median(runs['read, search, parse'].map(({ seconds }) => seconds));
  console.log(`${files} files, every ${EVERY}th concerns tracing; median of ${rounds}, Node ${process.versions.node}`);
  for (const [name, results] of Object.entries(runs)) {
    const seconds = median(results.map((result) => result.seconds));
    const peak = median(results.map(({ mebibytes }) => mebibytes));
    console.log(
      `  ${name.padEnd(22)} ${seconds.toFixed(2).padStart(7)} s CPU  ${(seconds / least).toFixed(2).padStart(6)} x  ${peak.toFixed(0).padStart(5)} MiB`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
