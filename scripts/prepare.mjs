// What `npm run demo` and `npm test` do first: install the dependencies if they are missing or older than the lock file,
// and build both packages.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const installed = path.join(root, 'node_modules/.package-lock.json');

function run(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) process.exit(status ?? 1);
}

// `npm install` and not `npm ci`: ci refuses a lock file whose binaries of other platforms a registry does not carry. `--no-save` leaves
// the lock file as it is then.
const lock = path.join(root, 'package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs)
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund']);
run(process.execPath, [path.join(root, 'scripts/build.mjs')]);
