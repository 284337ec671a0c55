// What a child span costs, on both SDK lines: ours, the official shim and the raw API side by side. Run by `npm run bench shim`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareSdk3 } from '../../scripts/sdk3-workspace.mjs';
import { median } from './measure.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const FLAGS = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];
const MODES = ['defaults', 'strict', 'native'];
const SAMPLINGS = ['recording', 'not sampled'];
// The compiler does not decide alike in every process.
const PROCESSES = 3;

function measure({ home, node, env }, mode, sampling) {
  const args = [...FLAGS, path.join(home, 'bench/shim/span-cost.mjs'), mode, sampling];
  const { status, stdout } = spawnSync(node, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
  return JSON.parse(stdout);
}

function cells(...texts) {
  const widths = [-16, 8, 9, 18, 9, 8];
  return texts.map((text, i) => (widths[i] < 0 ? text.padEnd(-widths[i]) : text.padStart(widths[i]))).join('');
}

function row(name, costs) {
  const of = (who, what) => costs.map((cost) => cost[who][what]);
  const ratios = of(name, 'ratio');
  const [lowest, highest] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(3));
  const bytes = median(of(name, 'bytes'));
  return cells(
    `  ${name}`,
    median(of(name, 'nanoseconds')).toFixed(0),
    `${median(ratios).toFixed(3)}x`,
    name === 'raw' ? '' : `${lowest} to ${highest}`,
    bytes.toFixed(0),
    (bytes - median(of('raw', 'bytes'))).toFixed(0),
  );
}

function printTable(line, mode, sampling) {
  const measured = Array.from({ length: PROCESSES }, () => measure(line, mode, sampling));
  const [{ sdk, node, costs }] = measured;
  const title = `SDK ${sdk}, Node ${node}, ${mode}, ${sampling}`;
  console.log(`\n${title}\n${cells('', 'CPU ns', 'to raw', '(by process)', 'bytes', 'to raw')}`);
  for (const name of Object.keys(costs))
    console.log(
      row(
        name,
        measured.map((one) => one.costs),
      ),
    );
}

const lines = [{ home: root, node: process.execPath, env: process.env }, prepareSdk3()];
const wanted = process.argv.slice(2);
console.log(`\nshim: the cost of a child span; medians of ${PROCESSES} processes`);
for (const mode of MODES.filter((name) => wanted.length === 0 || wanted.includes(name)))
  for (const line of lines) for (const sampling of SAMPLINGS) printTable(line, mode, sampling);
