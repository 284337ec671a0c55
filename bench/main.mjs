// Runs every benchmark, or the one that is named, in a process of its own. `npm run bench shim`, `npm run bench codemod`; what follows
// the name is passed on.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const BENCHES = { shim: 'shim/main.mjs', codemod: 'codemod/whole-tree.mjs' };

const [wanted, ...args] = process.argv.slice(2);
for (const [name, script] of Object.entries(BENCHES)) {
  if (wanted !== undefined && wanted !== name) continue;
  const { status } = spawnSync(process.execPath, [path.join(here, script), ...args], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
