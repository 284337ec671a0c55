import test from 'ava';
import { listsTracing, manifestChange, manifestMentions } from '../../../codemods/src/manifest/manifest-change';
import { otherSdkIn, sdkLineFor } from '../../../codemods/src/rules/setup/sdk-line';
import { version } from '../../../shim/package.json';

const line = sdkLineFor({});
const file = (text: string, path = 'src/a.js') => ({ path, text });

test('what the migrated files import is added, what nothing mentions any more goes', (t) => {
  t.deepEqual(manifestChange([file("import { trace } from '@opentelemetry/api';")], line), {
    add: { '@opentelemetry/api': line.dependencies['@opentelemetry/api'] },
    addForTests: {},
    remove: ['opentracing', 'jaeger-client', '@types/jaeger-client', '@opentelemetry/shim-opentracing'],
  });
});

test('a package stays while one file mentions it, by any path and in any call', (t) => {
  const kept = (text: string) => !manifestChange([file(text)], line).remove.includes('opentracing');
  t.true(kept("require('opentracing')"));
  t.true(kept('import x from "opentracing/lib/ext/tags"'));
  t.true(kept("jest.mock('opentracing', () => ({}))"));
  t.false(kept("require('opentracing-metrics')"));
  t.false(kept('// opentracing is gone'));
  t.false(kept("const KEY = 'opentracing';"));
  t.false(kept("const a = 1;\n  // const { Tags } = require('opentracing');"));
  t.true(kept("a(); // as before\nrequire('opentracing');"));
  t.true(kept("const load = () => 'opentracing';"));
});

test('a package stays while a name of the manifest stands for it', (t) => {
  const kept = (manifest: unknown) =>
    !manifestChange([manifestMentions('package.json', manifest)], line).remove.includes('opentracing');
  t.true(kept({ imports: { '#tracing': { node: ['opentracing/lib/noop'], default: './none.js' } } }));
  t.true(kept({ browser: { opentracing: false } }));
  t.true(kept({ jest: { moduleNameMapper: { '^tracing$': 'opentracing' } } }));
  t.false(kept({ keywords: ['opentracing'], dependencies: { opentracing: '^0.14.0' }, imports: { '#a': './a.js' } }));
  t.false(kept('opentracing'));
});

test('the shim is added where a file imports it, and keeps OpenTracing, which it asks for', (t) => {
  const { add, remove } = manifestChange([file("import { toOpenTracingTracer } from '@ot2otel/shim';")], line);
  t.deepEqual(add, { '@ot2otel/shim': `^${version}` });
  t.false(remove.includes('opentracing'));
});

test('what only tests import is needed by tests alone', (t) => {
  const api = file("require('@opentelemetry/api')");
  const exporter = file("require('@opentelemetry/sdk-trace-base')", 'test/a.js');
  const { add, addForTests } = manifestChange([api, { ...api, path: 'test/b.js' }, exporter], line);
  t.deepEqual(Object.keys(add), ['@opentelemetry/api']);
  t.deepEqual(Object.keys(addForTests), ['@opentelemetry/sdk-trace-base']);
});

test('a manifest lists OpenTracing in whichever section', (t) => {
  t.true(listsTracing({ devDependencies: { opentracing: '^0.14.0' } }));
  t.false(listsTracing({ devDependencies: { '@types/jaeger-client': '^3.18.0' } }));
  t.false(listsTracing({ name: 'opentracing', dependencies: { express: '4' } }));
  t.false(listsTracing(undefined));
});

const lineTest = (engines: string | undefined, expected: 2 | 3) =>
  test(`the SDK line for Node ${engines ?? 'unsaid'} is ${expected}.x`, (t) => {
    t.is(sdkLineFor(engines === undefined ? {} : { engines: { node: engines } }).line, expected);
  });

lineTest(undefined, 2);
lineTest('>=18', 2);
lineTest('>=22.15.0', 3);
lineTest('>=22', 2);
lineTest('^20.19 || >=24', 2);
lineTest('24.x', 3);
lineTest('*', 2);

test('what only files import that the migration leaves as they are is none of its business', (t) => {
  const files = [
    file("import '@opentelemetry/sdk-node';", 'src/own.js'),
    file("import '@opentelemetry/api';", 'src/a.js'),
  ];
  const { add } = manifestChange(files, line, (path) => path === 'src/a.js');
  t.deepEqual(Object.keys(add), ['@opentelemetry/api']);
  const both = [file("import '@opentelemetry/sdk-node'; import '@opentelemetry/resources';")];
  const added = manifestChange(both, line, (_, name) => name === '@opentelemetry/resources').add;
  t.deepEqual(Object.keys(added), ['@opentelemetry/resources'], 'nor what one asked for before');
});

test('the SDK line is the one that the project has, whatever Node it asks for', (t) => {
  const has = (packages: Record<string, string>) => ({ engines: { node: '>=24' }, dependencies: packages });
  t.is(sdkLineFor(has({ '@opentelemetry/sdk-trace-node': '^2.1.0' })).line, 2);
  t.is(sdkLineFor(has({ '@opentelemetry/sdk-node': '~0.205.0' })).line, 2);
  t.is(sdkLineFor({ devDependencies: { '@opentelemetry/sdk-node': '^0.301.0' } }).line, 3);
  t.is(sdkLineFor(has({ '@opentelemetry/api': '^1.9.0', '@opentelemetry/sdk-trace-node': 'latest' })).line, 3);
});

test('packages of the SDK that are listed in a line that is not written for are told', (t) => {
  const old = {
    '@opentelemetry/resources': '^1.15.2',
    '@opentelemetry/sdk-node': '0.41.2',
    '@opentelemetry/api': '1.4',
  };
  t.deepEqual(otherSdkIn({ dependencies: old }), [
    '@opentelemetry/resources ^1.15.2',
    '@opentelemetry/sdk-node 0.41.2',
  ]);
  t.deepEqual(otherSdkIn({ dependencies: { '@opentelemetry/resources': '^2.0.0' } }), []);
  t.deepEqual(otherSdkIn({}), []);
});
