import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { transformSync } from 'esbuild';
import * as limits from '../../../shim/src/propagation/baggage-entries';
import * as propagators from '../../../shim/src/propagators';

const page = readFileSync(path.resolve(__dirname, '../../../docs/propagation.md'), 'utf8');
const examples = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code);

function run(code: string): void {
  const { code: commonJs } = transformSync(code, { format: 'cjs' });
  const load = (name: string) => (name === '@ot2otel/shim/propagators' ? propagators : require(name));
  new Function('require', 'console', commonJs)(load, { assert });
}

test('every example of the page runs, and its assertions hold', (t) => {
  t.true(examples.length >= 5);
  for (const code of examples) t.notThrows(() => run(code), code);
});

test('the page lists every name and the limits that hold', (t) => {
  const names = ['tracecontext', 'baggage', 'b3', 'b3single', 'b3multi', 'jaeger', 'ottrace', 'datadog', 'none'];
  t.deepEqual(propagators.propagatorFromNames(names).unknown, []);
  for (const name of names) t.true(page.includes(`\`${name}\``), name);
  for (const limit of [limits.MAX_ENTRIES, limits.MAX_ENTRY_LENGTH, limits.MAX_TOTAL_LENGTH])
    t.true(page.includes(limit.toLocaleString('en')), String(limit));
});
