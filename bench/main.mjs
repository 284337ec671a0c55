// Runs every benchmark in a process of its own and prints what it prints.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const FLAGS = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];
const BENCHES = ['defaults', 'strict', 'native'].map((mode) => ({
  script: 'shim/span-cost.mjs',
  flags: FLAGS,
  args: [mode],
}));

BENCHES.push({ script: 'codemod/whole-tree.mjs', flags: [], args: [] });

for (const { script, flags, args } of BENCHES) {
  const { status } = spawnSync(process.execPath, [...flags, path.join(here, script), ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
