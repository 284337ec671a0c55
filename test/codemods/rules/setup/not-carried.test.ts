import test from 'ava';
import { migrate } from '../../../../codemods/src/migrate';

/** What OT502 says of a program, after the addresses. */
function told(program: string): string | undefined {
  return toldOf({ 'main.js': `const { initTracer } = require('jaeger-client');\n${program}` })[0];
}

/** What OT502 says of each file of a project that makes tracers. */
function toldOf(
  tree: Readonly<Record<string, string>>,
  { others = {}, ...project }: { others?: Readonly<Record<string, string>>; manifests?: Map<string, unknown> } = {},
): readonly (string | undefined)[] {
  const files = Object.entries(tree).map(([path, text]) => ({ path, text }));
  const read = (path: string) => ({ path, text: others[path] ?? '' });
  const { findings } = migrate({ files, others: { paths: Object.keys(others), read }, ...project });
  return findings.filter(({ code }) => code === 'OT502').map(({ message }) => message.split('not taken over')[1]);
}

function second(...names: string[]): string {
  return `, nor the service name, tags and sampler of a second tracer in one process (here ${names.join(', ')})`;
}

test('a configuration that is taken over as a whole has nothing said of it', (t) => {
  t.is(
    told("initTracer({ serviceName: 'shop', sampler: { type: 'const', param: 1 } }, { tags: {}, logger: console });"),
    '',
  );
});

test('metrics and reporters among the options are named, also where they are put there later', (t) => {
  t.is(told("initTracer({ serviceName: 'shop' }, { metrics: factory, reporter });"), ', nor metrics, nor reporter');
  t.is(
    told(`class Tracing {
  constructor(options) {
    this.options = { ...options };
    if (factory) this.options.metrics = factory;
    this.tracer = initTracer({ serviceName: 'shop' }, this.options);
  }
}`),
    ', nor metrics',
  );
});

test('a sampler that limits is named', (t) => {
  t.is(
    told("const config = { serviceName: 'shop', sampler: { type: 'ratelimiting', param: 5 } };\ninitTracer(config);"),
    ', nor the sampler "ratelimiting", in whose place every trace is kept',
  );
});

test('tracers of several names are named, where they are several', (t) => {
  t.is(
    told(
      "const stock = 'stock';\ninitTracer({ serviceName: 'shop' });\ninitTracer({ serviceName: stock }, { tags: { zone: 'b' } });",
    ),
    second('shop', 'stock'),
  );
  t.is(told("initTracer({ serviceName: 'shop' });\ninitTracer({ serviceName: 'shop' });"), '');
  t.is(told("initTracer({ serviceName: test ? 'test' : 'shop' });"), '');
});

const MAKES = `const { initTracer } = require('jaeger-client');
exports.tracerFor = (name, options = {}) => initTracer({ serviceName: name }, options);
`;

test('a function that makes tracers of several names in one program has them named', (t) => {
  const helper = `${MAKES}exports.tracerFor('shop'); exports.tracerFor('stock');`;
  t.deepEqual(toldOf({ 'tracing.js': helper }), [second('shop', 'stock')]);
  t.deepEqual(toldOf({ 'tracing.js': `${MAKES}exports.tracerFor('shop'); exports.tracerFor('shop');` }), ['']);
});

test('functions between the call that names a tracer and the one that makes it are gone through', (t) => {
  const tree = {
    'tracing.js': MAKES,
    'by.js':
      "const { tracerFor } = require('./tracing');\nexports.named = ({ name }) => tracerFor(name, { tags: {} });",
    'main.js': "const { named } = require('./by');\nnamed({ name: 'shop' });\nnamed({ name: 'stock' });",
  };
  t.deepEqual(toldOf(tree), [second('shop', 'stock')]);
  const typed = `import { initTracer } from 'jaeger-client';
class Tracing {
  constructor(name: string) { this.tracer = initTracer({ serviceName: name }, {}); }
}
new Tracing('shop'); new Tracing('stock');`;
  t.deepEqual(toldOf({ 'tracing.ts': typed }), [second('shop', 'stock')]);
});

test('files that one program loads are seen to make its tracers, also by way of files without a word of tracing', (t) => {
  const shop =
    "const { initTracer } = require('jaeger-client');\nexports.tracer = initTracer({ serviceName: 'shop' });";
  const stock = shop.replace("'shop'", "'stock'");
  const tree = { 'shop.js': shop, 'stock.js': stock };
  t.deepEqual(toldOf(tree), ['', '']);
  t.deepEqual(
    toldOf(tree, { others: { 'main.js': "require('./shop'); require('./by');", 'by.js': "require('./stock');" } }),
    [second('shop', 'stock'), second('stock', 'shop')],
  );
  t.deepEqual(toldOf({ ...tree, 'shop.js': `require('./stock');\n${shop}` }), [
    second('shop', 'stock'),
    second('stock', 'shop'),
  ]);
});

test('programs of their own that share a function which makes a tracer are not told of', (t) => {
  const program = (name: string) => `const tracer = require('./tracing').tracerFor('${name}');\ntracer.startSpan('a');`;
  t.deepEqual(toldOf({ 'tracing.js': MAKES, 'shop.js': program('shop'), 'stock.js': program('stock') }), ['']);
  t.deepEqual(
    toldOf({
      'tracing.js': `${MAKES}exports.tracerFor('shop');`,
      'test/a.js': "require('../tracing').tracerFor('test');",
    }),
    [''],
  );
  t.deepEqual(
    toldOf({ 'tracing.js': MAKES, 'shop.js': program('shop'), 'pay.js': `require('./shop');${program('pay')}` }),
    [second('shop', 'pay')],
  );
});

test('of a choice between names one is taken', (t) => {
  t.deepEqual(toldOf({ 'tracing.js': `${MAKES}exports.tracerFor(process.env.STOCK ? 'stock' : 'shop');` }), ['']);
  const table = "const configs = { shop: { serviceName: 'shop' }, stock: { serviceName: 'stock' } };\n";
  t.is(told(`${table}initTracer(configs[process.argv[2]]);`), '');
  t.is(told(`${table}initTracer(configs.shop); initTracer(configs.stock);`), second('shop', 'stock'));
});
