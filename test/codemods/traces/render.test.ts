import test from 'ava';
import { renderTraces } from '../../../codemods/src/traces';
import { RUN, type Sketch, traces } from './build';

const ORDER: readonly Sketch[] = [
  { name: 'pay', parent: 'order', kind: 'client', status: { code: 'error', message: 'refused' }, linksTo: ['mail'] },
  { name: 'ledger', parent: 'pay', service: 'bank', attributes: { entries: 2, account: 'x' } },
  { name: 'mail', parent: 'order', start: 0, events: [{ name: 'queued', attributes: { to: 'ann' }, time: RUN.from }] },
  { name: 'order', kind: 'server', status: { code: 'ok' } },
  { name: 'late', traceId: 't2', parentSpanId: 'gone' },
];

test('draws each trace as a tree, the service where it changes', (t) => {
  t.is(
    renderTraces(traces(ORDER)),
    `shop: late (its parent was not recorded)

shop: order (server) ok
├─ mail
└─ pay (client) ✗ error: refused
   └─ bank: ledger`,
  );
});

test('draws what a span holds below it, when asked', (t) => {
  t.is(
    renderTraces(traces(ORDER.slice(0, 4)), { details: true }),
    `shop: order (server) ok
├─ mail
│     starts 1970-01-01T00:00:00.000Z
│     • queued  to="ann"
└─ pay (client) ✗ error: refused
   │  → mail
   └─ bank: ledger
         account="x"
         entries=2`,
  );
});

test('colours the parts as it is told', (t) => {
  const style = { name: (text: string) => `<${text}>`, lines: (text: string) => text.replaceAll('─', '-') };
  t.is(renderTraces(traces([{ name: 'a' }, { name: 'b', parent: 'a' }]), { style }), 'shop: <a>\n└- <b>');
});
