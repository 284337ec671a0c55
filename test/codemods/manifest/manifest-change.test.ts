import test from 'ava';
import { manifestChange } from '../../../codemods/src/manifest/manifest-change';
import { sdkLineFor } from '../../../codemods/src/rules/setup/sdk-line';

const line = sdkLineFor({});

test('what the migrated files import is added, what nothing mentions any more goes', (t) => {
  t.deepEqual(manifestChange(["import { trace } from '@opentelemetry/api';"], line, true), {
    add: { '@opentelemetry/api': line.dependencies['@opentelemetry/api'] },
    remove: ['opentracing', 'jaeger-client', '@types/jaeger-client'],
  });
});

test('a package stays while one file mentions it, by any path and in any call', (t) => {
  const kept = (text: string) => !manifestChange([text], line, true).remove.includes('opentracing');
  t.true(kept("require('opentracing')"));
  t.true(kept('import x from "opentracing/lib/ext/tags"'));
  t.true(kept("jest.mock('opentracing', () => ({}))"));
  t.false(kept("require('opentracing-metrics')"));
  t.false(kept('// opentracing is gone'));
});

test('nothing goes where not every file of the package was seen', (t) => {
  t.deepEqual(manifestChange([], line, false).remove, []);
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
