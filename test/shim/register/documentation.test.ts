// The examples of the pages, each in a process of its own, as somebody would paste them.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { ROOT, run } from './support/run';

/** What the examples leave to the reader. */
const GIVEN = `
  const provider = require('@opentelemetry/api').trace.getTracerProvider();
  const parent = undefined;
  const error = new Error('broken');`;

for (const page of ['README.md', 'shim/README.md', 'docs/launcher.md']) {
  const text = readFileSync(path.join(ROOT, page), 'utf8');
  const examples = [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);
  examples.forEach((code, index) => {
    test.serial(`the example runs: ${page}, ${index + 1}`, async (t) => {
      const { code: exitCode, stderr } = await run('-e', { by: 'none', args: [`${GIVEN}\n${code}`] });
      t.deepEqual([exitCode, stderr], [0, '']);
    });
  });
}
