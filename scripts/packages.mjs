// Checks what npm would publish: publint on the manifests and files, arethetypeswrong on the packed tarballs; and with knip that
// nothing is exported, shipped or depended on that nobody uses.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => path.join(root, 'node_modules/.bin', name);

function passes(command, args, cwd) {
  return spawnSync(command, args, { cwd, stdio: 'inherit' }).status === 0;
}

let ok = passes(bin('knip'), [], root);
for (const name of ['shim', 'codemods']) {
  const folder = path.join(root, name);
  ok = passes(bin('publint'), ['--strict', folder], root) && ok;
  // Node 10 cannot read `exports`; both packages need a Node that can.
  ok = passes(bin('attw'), ['--pack', folder, '--profile', 'node16', '--quiet'], root) && ok;
}
process.exit(ok ? 0 : 1);
