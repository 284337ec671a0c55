// The benchmark's tree is made of the fixtures: a new one must not stop what ours is measured against.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import test from 'ava';

const root = path.resolve(__dirname, '../..');

test('the least that a codemod must do reads every fixture', (t) => {
  const { status, stderr } = spawnSync(process.execPath, ['bench/codemod/least.cjs', 'fixtures/rules'], {
    cwd: root,
    encoding: 'utf8',
  });
  t.is(status, 0, stderr);
});
