import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { ROOT } from '../../../scripts/run-app/workspace';

/** What the demo made; tsx keeps a cache there too. */
const madeIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => name.startsWith('ot2otel-'))
    .sort();

/** Starts the demo with a folder of its own for what is temporary. */
function startDemo(t: ExecutionContext) {
  const temp = mkdtempSync(path.join(tmpdir(), 'demo-test-'));
  t.teardown(() => rmSync(temp, { recursive: true, force: true }));
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts/demo/main.mjs')], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: temp, NO_COLOR: '1', NODE_OPTIONS: '' },
    stdio: 'pipe',
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.pipe(process.stderr);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, temp, output: () => output, ended };
}

test.serial(
  'the demo takes a service and a published package the whole way, and leaves the patches to be read',
  async (t) => {
    t.timeout(170_000);
    const { temp, output, ended } = startDemo(t);
    t.is(await ended, 0, output());
    const parts = output().split('━━ ').slice(1);
    t.is(parts.length, 2);
    for (const part of parts) {
      for (const number of [1, 2, 3, 4, 5, 6]) t.regex(part, new RegExp(`^${number}  \\S`, 'm'));
      t.regex(part, /✓ with the shim: the same traces, the same output/);
      t.regex(part, /✓ after the codemod: the same traces, the same output/);
    }
    t.regex(parts[0] ?? '', /50 spans in 7 traces/);
    t.regex(parts[1] ?? '', /express-opentracing@0\.1\.1/);
    t.deepEqual(madeIn(temp), ['ot2otel-demo-express-opentracing-driver.patch', 'ot2otel-demo-shop.patch']);
    t.regex(readFileSync(path.join(temp, 'ot2otel-demo-shop.patch'), 'utf8'), /^-.*require\('opentracing'\)/m);
  },
);

test.serial('Ctrl-C stops the demo and leaves nothing behind', async (t) => {
  const { child, temp, output, ended } = startDemo(t);
  while (!output().includes('2  The original')) await new Promise((resolve) => setTimeout(resolve, 50));
  t.true(madeIn(temp).length > 0);
  child.kill('SIGINT');
  t.is(await ended, 130);
  t.deepEqual(madeIn(temp), []);
});
