import { runInNewContext } from 'node:vm';
import test from 'ava';
import fc from 'fast-check';
import { helperModule } from '../../../codemods/src/imports/helper-module';
import { helperPlaceFor } from '../../../codemods/src/imports/helper-place';
import { parseSource } from '../../../codemods/src/parse/parse-source';
import { toAttributeValue } from '../../../shim/src/conversion/values';

/** The helper as a project would load it. */
function load(): (value: unknown) => unknown {
  const module = { exports: {} as { attributeValue?: (value: unknown) => unknown } };
  new Function('module', helperModule({ typescript: false, modules: 'commonjs' }))(module);
  if (module.exports.attributeValue === undefined) throw new Error('nothing is exported');
  return module.exports.attributeValue;
}

const circle: { self?: unknown } = {};
circle.self = circle;
const opaque = new Proxy(
  {},
  {
    get: () => {
      throw new Error('no');
    },
  },
);

const unreadableList = Proxy.revocable([1], {});
unreadableList.revoke();

const SPECIAL: readonly unknown[] = [
  unreadableList.proxy,
  runInNewContext('new RangeError("elsewhere")'),
  new Error('a'),
  new TypeError('b'),
  new Date(0),
  new Date(Number.NaN),
  circle,
  [circle, circle],
  () => 1,
  function named() {},
  Symbol('c'),
  10n,
  new Map([[1, 2n]]),
  new Set(['a']),
  Object.create(null),
  opaque,
  null,
  [null, 'a'],
  [1, 'a'],
];

test('the helper says of a special value what the shim says', (t) => {
  const attributeValue = load();
  for (const [index, value] of SPECIAL.entries())
    t.deepEqual(attributeValue(value), toAttributeValue(value), `value ${index}`);
});

test('the helper says of any value what the shim says', (t) => {
  const attributeValue = load();
  const any = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, maxDepth: 3 });
  fc.assert(
    fc.property(any, (value) => {
      t.deepEqual(attributeValue(value), toAttributeValue(value));
    }),
    { numRuns: 300 },
  );
});

for (const typescript of [false, true])
  for (const modules of ['esm', 'commonjs'] as const)
    test(`the helper parses as ${typescript ? 'TypeScript' : 'JavaScript'}, ${modules}`, (t) => {
      t.true(parseSource(typescript ? 'a.ts' : 'a.js', helperModule({ typescript, modules })).ok);
    });

const stands = test.macro({
  exec(
    t,
    file: string,
    folder: string | undefined,
    text: string,
    modules: 'esm' | 'commonjs',
    path: string,
    specifier: string,
  ) {
    const result = parseSource(file, text);
    if (!result.ok) return t.fail();
    t.like(helperPlaceFor(result.file, folder, modules), { path, specifier });
  },
  title: (title) => `the helper of ${title}`,
});

test(
  'a source file stands at the top of the source',
  stands,
  'shop/src/pay/card.js',
  'shop',
  '',
  'commonjs',
  'shop/src/ot2otel-values.js',
  '../ot2otel-values',
);
test(
  'another file stands at the top of the package',
  stands,
  'shop/lib/card.js',
  'shop',
  '',
  'commonjs',
  'shop/ot2otel-values.js',
  '../ot2otel-values',
);
test(
  'a file outside a package stands beside it',
  stands,
  'lib/card.js',
  undefined,
  '',
  'commonjs',
  'lib/ot2otel-values.js',
  './ot2otel-values',
);
test(
  'an ECMAScript module is one, and is imported by its full name',
  stands,
  'a.mjs',
  '',
  '',
  'esm',
  'ot2otel-values.mjs',
  './ot2otel-values.mjs',
);
test('TypeScript is TypeScript', stands, 'src/a.tsx', '', '', 'esm', 'src/ot2otel-values.ts', './ot2otel-values');
test(
  'TypeScript that writes extensions is imported with one',
  stands,
  'src/a.ts',
  '',
  "import './b.js';",
  'esm',
  'src/ot2otel-values.ts',
  './ot2otel-values.js',
);
