// Runs ava and ends with one plain line, `N passed, N failed`, whatever reporter ava used. Arguments are passed on to ava.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const ava = path.join(root, 'node_modules/ava/entrypoints/cli.mjs');

const counts = { passed: 0, failed: 0, skipped: 0 };
/** TAP is read line by line: only top-level `ok` and `not ok` lines are tests. */
function count(line) {
  if (/^ok .*# (SKIP|TODO)/i.test(line)) counts.skipped += 1;
  else if (/^ok /.test(line)) counts.passed += 1;
  else if (/^not ok .*# TODO/i.test(line)) counts.skipped += 1;
  else if (/^not ok /.test(line)) counts.failed += 1;
}

const child = spawn(process.execPath, [ava, '--tap', ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
let rest = '';
let inFailure = false;
child.stdout.setEncoding('utf8').on('data', (chunk) => {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) {
    count(line);
    // Failures and what belongs to them are shown whole; a passing test is only counted, unless --verbose asks for it.
    if (/^(ok|not ok|#|\d+\.\.|TAP )/.test(line)) inFailure = line.startsWith('not ok');
    if (inFailure || line.startsWith('Bail out')) process.stdout.write(`${line}\n`);
  }
});
child.on('close', (code) => {
  count(rest);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  process.stdout.write(
    `${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ''}\n`,
  );
  process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
});
