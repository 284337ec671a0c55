// Tests may put many doubles in the place of one thing: the code that they try is known all the same, and so are they.
import test from 'ava';
import { migrate } from '../../../codemods/src/migrate';

const TRACING = `const { globalTracer } = require('opentracing');
exports.tracer = globalTracer();
`;
const SHIP = `const { tracer } = require('./tracing');
exports.ship = (id) => {
  const span = tracer.startSpan('ship');
  span.setTag('id', String(id));
  span.finish();
};
`;

function testOf(index: number): string {
  return `const mockSpan = { setTag: jest.fn(), finish: jest.fn() };
jest.mock('./tracing', () => ({ tracer: { startSpan: () => mockSpan } }));
require('./ship').ship(${index});
`;
}

/** How many of the files come out changed. */
function changedWith(doubles: number): { readonly code: number; readonly tests: number } {
  const tests = Array.from({ length: doubles }, (_, index) => ({ path: `ship${index}.test.js`, text: testOf(index) }));
  const files = [{ path: 'tracing.js', text: TRACING }, { path: 'ship.js', text: SHIP }, ...tests];
  const changed = migrate({ files, manifests: new Map(), options: {} }).files.filter(
    ({ status }) => status === 'changed',
  );
  const ofTests = changed.filter(({ path }) => path.endsWith('.test.js')).length;
  return { code: changed.length - ofTests, tests: ofTests };
}

test('a hundred doubles in the place of one tracer are renamed, and the code moves', (t) => {
  t.deepEqual(changedWith(100), { code: 2, tests: 100 });
});

test('more doubles than are told apart do not keep the code', (t) => {
  t.is(changedWith(450).code, 2);
});
