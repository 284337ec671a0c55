// The conformance table, each row in the default mode and in strict mode.
import test from 'ava';
import { activeRows } from './conformance/active';
import { createRows } from './conformance/create';
import { edgeRows } from './conformance/edges';
import { ROW_IDS } from './conformance/ids';
import { propagationRows } from './conformance/propagation';
import type { Rows } from './conformance/row';
import { spanRows } from './conformance/span';
import { startSpanRows } from './conformance/start-span';
import { type Mode, shimmed, useGlobals } from './support/world';

useGlobals();

const rows: Rows = { ...createRows, ...startSpanRows, ...propagationRows, ...spanRows, ...activeRows, ...edgeRows };

test('every row of the conformance table has a test, and every test is a row', (t) => {
  t.deepEqual(Object.keys(rows).sort(), [...ROW_IDS].sort());
});

for (const [id, { requirement, only, check }] of Object.entries(rows)) {
  for (const mode of ['default', 'strict'] as const satisfies Mode[]) {
    if (only !== undefined && only !== mode) continue;
    // Serial: the global propagator belongs to the whole process.
    test.serial(`${id} ${requirement} (${mode})`, (t) =>
      check(t, { mode, shim: (options, config) => shimmed(mode, options, config) }),
    );
  }
}
