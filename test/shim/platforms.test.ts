// Where the built package runs: the oldest and the newest Node, and a web page.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import vm from 'node:vm';
import test from 'ava';
import { build } from 'esbuild';
import { sdkLine } from '../support/sdk';
import { nodeBinary } from './support/node-versions';

const smoke = path.join(__dirname, 'support/smoke.cjs');
const entry = path.resolve(__dirname, '../../shim/dist/index.js');

// SDK 2.x supports Node 18.19 and up; the tests of line 3 run on its newest Node themselves.
const BINARIES =
  sdkLine === 2
    ? { '18.19': () => nodeBinary('18.19'), '24': () => nodeBinary('24') }
    : { own: () => process.execPath };

for (const [version, binary] of Object.entries(BINARIES)) {
  test(`the built package serves a legacy program by require and by import, without a warning: Node ${version}`, (t) => {
    const { stdout, stderr, status } = spawnSync(binary(), [smoke], { encoding: 'utf8' });
    t.is(stderr, '');
    t.is(status, 0);
    t.deepEqual(JSON.parse(stdout), {
      names: [
        ['child', true, { list: '[{}]' }],
        ['parent', false, {}],
      ],
      isOneClass: true,
    });
  });
}

/** What every browser has, and nothing of Node. */
const WEB_GLOBALS = { performance, console, queueMicrotask, setTimeout, clearTimeout };

test('the core is bundled for a web page and runs there: it needs nothing of Node', async (t) => {
  const source = `
    import { createTracerShim } from ${JSON.stringify(entry)};
    const started = [];
    const span = { spanContext: () => ({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }), isRecording: () => true,
      setAttribute: (key, value) => started.push([key, value]), setStatus() {}, addEvent: (name) => started.push(name), end: () => started.push('end') };
    const tracer = createTracerShim({ getTracer: () => ({ startSpan: (name) => (started.push(name), span) }) });
    tracer.startSpan('click', { startTime: Date.now() }).setTag('a', { b: 1 }).log({ event: 'x' }).finish();
    globalThis.result = started;
  `;
  const bundle = await build({
    stdin: { contents: source, resolveDir: __dirname },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
    logLevel: 'silent',
  });
  t.deepEqual(bundle.warnings, []);
  const page: { result?: unknown } = vm.createContext({ ...WEB_GLOBALS });
  vm.runInContext(bundle.outputFiles[0]?.text ?? '', page);
  t.is(JSON.stringify(page.result), JSON.stringify(['click', ['a', '{"b":1}'], 'x', 'end']));
});
