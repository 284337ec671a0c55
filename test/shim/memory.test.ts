import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'ava';

const script = path.join(__dirname, 'support/memory.cjs');
const MEGABYTE = 1 << 20;

/** By how many bytes the heap of a fresh process grows. */
function growth(scenario: string, count: number): number {
  const { stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, scenario, String(count)], {
    encoding: 'utf8',
  });
  const grown = Number.parseFloat(stdout);
  if (Number.isNaN(grown)) throw new Error(stderr);
  return grown;
}

test('a million spans leave the heap flat', (t) => {
  // Two spans a call.
  t.true(growth('a parent and a child', 500_000) < MEGABYTE);
});

test('an endless chain of spans, each active when the next one starts, leaves the heap flat', (t) => {
  t.true(growth('an endless chain', 200_000) < MEGABYTE);
});

test('the measurement sees a leak of one span a call', (t) => {
  t.true(growth('a leak', 20_000) > 10 * MEGABYTE);
});
