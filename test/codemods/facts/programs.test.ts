import test from 'ava';
import { programsOf } from '../../../codemods/src/facts/modules/programs';

const MANIFESTS = new Map<string, unknown>([
  ['', { name: 'shop', workspaces: ['*'] }],
  ['tracing', { name: '@shop/tracing' }],
  ['store', { name: '@shop/store' }],
  ['store/plugin', { name: '@shop/plugin' }],
  ['orders', { name: '@shop/orders', dependencies: { '@shop/tracing': '1', '@shop/store': '1' } }],
  ['gate', { name: '@shop/gate', devDependencies: { '@shop/orders': '1' } }],
  ['ledger', { name: '@shop/ledger', dependencies: { express: '4' } }],
]);

const together: readonly (readonly [one: string, other: string, expected: boolean, why: string])[] = [
  ['orders/a.js', 'orders/b.js', true, 'one package'],
  ['orders/a.js', 'tracing/index.js', true, 'the one needs the other'],
  ['tracing/index.js', 'orders/a.js', true, 'the other needs the one'],
  ['gate/a.js', 'tracing/index.js', true, 'by way of a third'],
  ['store/a.js', 'tracing/index.js', true, 'a third needs both'],
  ['store/plugin/a.js', 'store/a.js', true, 'the one stands in the other'],
  ['ledger/a.js', 'index.js', true, 'the root may be a program of all'],
  ['ledger/a.js', 'tracing/index.js', false, 'nothing needs both'],
  ['ledger/a.js', 'gate/a.js', false, 'two services'],
];

for (const [one, other, expected, why] of together)
  test(`${one} and ${other} ${expected ? 'may be' : 'are not'} of one program: ${why}`, (t) => {
    t.is(programsOf(MANIFESTS)(one, other), expected);
    t.is(programsOf(MANIFESTS)(other, one), expected);
  });

test('without package.json, any two files may be of one program', (t) => {
  t.true(programsOf(new Map())('a.js', 'b/c.js'));
});
