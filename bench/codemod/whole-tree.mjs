// What the codemod costs on a large tree of which 2 % of the files concern tracing, beside the least that any such tool must do: read
// every file, search it for a string, and parse those that have it. Two more rows say what no codemod of this design can be under: one that
// parses its results before it writes them, and one whose modules are loaded as well. Each column of ratios is beside one of the three.
// Beside all, jscodeshift's own runner on the same tree with a transform that does nothing. The tree is a committed git repository, as a
// user's is (see plant-tree.mjs); ours runs once without writing, once with, and without writing with a type checker. CPU time is that of the process
// and of those that it starts (git), in turns; prints medians and ratios, and what the peaks of memory are.
// Run by `node bench/codemod/whole-tree.mjs [files] [rounds] [dense]` on the built packages; `dense` takes files in which tracing is all.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { EVERY, plantTree } from './plant-tree.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const files = Number(process.argv[2] ?? 20_000);
const rounds = Number(process.argv[3] ?? 3);
const dense = process.argv[4] === 'dense';
if (!Number.isInteger(files) || !Number.isInteger(rounds) || files < EVERY || rounds < 1) {
  console.error(`usage: npm run bench codemod [files, at least ${EVERY}] [rounds] [dense]`);
  process.exit(2);
}

/** Written by the process that is measured, when it ends. Node tells of the process alone, so those it started are read from the system. */
const REPORT = `process.on('exit', () => {
  const fs = require('node:fs');
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  let children = 0;
  try {
    const [, , , , , , , , , , , , , user, system] = fs.readFileSync('/proc/self/stat', 'utf8').replace(/^.*\\) /, '').split(' ');
    children = (Number(user) + Number(system)) / 100;
  } catch {}
  fs.writeFileSync(process.env.BENCH_REPORT, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6 + children, maxRSS }));
});`;

/** CPU and wall seconds, and peak memory, of one process. */
function run(folder, { script, args }) {
  const own = mkdtempSync(path.join(os.tmpdir(), 'ot2otel-bench-run-'));
  try {
    const report = path.join(own, 'report.json');
    const preload = path.join(own, 'report.cjs');
    writeFileSync(preload, REPORT);
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['--require', preload, script, ...args], {
      cwd: folder,
      env: { ...process.env, BENCH_REPORT: report },
      maxBuffer: 2 ** 30,
    });
    const wall = (performance.now() - start) / 1000;
    if (status !== 0) throw new Error(`${script} ended with ${status}: ${stderr}`);
    const { cpu, maxRSS } = JSON.parse(readFileSync(report, 'utf8'));
    return { cpu, wall, megabytes: (maxRSS * 1024) / 1e6 };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

function restore(folder) {
  const { status } = spawnSync('git', ['checkout', '--quiet', '.'], { cwd: folder });
  if (status !== 0) throw new Error('git checkout failed');
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

const LEAST = 'read, search, parse';
const VERIFIED = '... and parse the results';
const LOADED = '... and load our modules';

/** @param {string} nothing a transform that does nothing */
function contendersOf(nothing) {
  const ours = path.join(root, 'codemods/bin/ot2otel.js');
  const least = path.join(root, 'bench/codemod/least.cjs');
  const options = ['codemod', '--format', 'json'];
  return [
    { name: LEAST, script: least, args: ['packages'] },
    { name: VERIFIED, script: least, args: ['packages', 'results'] },
    { name: LOADED, script: least, args: ['packages', 'results', 'modules'] },
    { name: 'ot2otel codemod --dry-run', script: ours, args: [...options, '--no-types', '--dry-run', '.'] },
    { name: 'ot2otel codemod', script: ours, args: [...options, '--no-types', '.'], writes: true },
    { name: '... with a type checker', script: ours, args: [...options, '--dry-run', '.'] },
    {
      name: "jscodeshift's runner",
      script: path.join(root, 'node_modules/jscodeshift/bin/jscodeshift.js'),
      args: ['--run-in-band', '--silent', '-d', '--extensions=js,ts', '--parser=tsx', '-t', nothing, 'packages'],
      once: true,
    },
  ];
}

/** `floors`: what the CPU time is set beside. */
function print(name, results, floors) {
  const of = (key) => median(results.map((result) => result[key]));
  const columns = [
    name.padEnd(26),
    `${of('cpu').toFixed(2).padStart(7)} s CPU`,
    ...floors.map((floor) => `${(of('cpu') / floor).toFixed(2).padStart(6)} x`),
    `${of('wall').toFixed(2).padStart(7)} s`,
    `${of('megabytes').toFixed(0).padStart(5)} MB`,
  ];
  console.log(`  ${columns.join('  ')}`);
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'ot2otel-bench-'));
try {
  const tree = path.join(folder, 'tree');
  plantTree(tree, files, { dense });
  const nothing = path.join(folder, 'nothing.cjs');
  writeFileSync(nothing, 'module.exports = (file, api) => { api.jscodeshift(file.source); };\n');
  const contenders = contendersOf(nothing);
  const runs = new Map(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) {
      // Minutes a run: once is enough to tell it apart.
      if (round > 0 && contender.once) continue;
      runs.get(contender.name).push(run(tree, contender));
      if (contender.writes) restore(tree);
    }
  }
  const cpuOf = (name) => median(runs.get(name).map(({ cpu }) => cpu));
  const floors = [LEAST, VERIFIED, LOADED].map(cpuOf);
  const kind = dense ? 'in which tracing is all' : 'as long as real ones';
  console.log(
    `${files} files, every ${EVERY}th concerns tracing, ${kind}; median of ${rounds}, Node ${process.versions.node}`,
  );
  for (const [name, results] of runs) print(name, results, floors);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
