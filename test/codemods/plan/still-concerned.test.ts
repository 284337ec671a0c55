import test from 'ava';
import { stillConcerned } from '../../../codemods/src/plan/still-concerned';

const MIGRATED = "const { trace } = require('@opentelemetry/api');\ntrace.getTracer('a').startSpan('a').end();\n";
const LEFT = "const { globalTracer } = require('opentracing');\n";

const concerned = test.macro({
  exec(t, files: Readonly<Record<string, string>>, expected: readonly string[]) {
    const texts = Object.entries(files).map(([path, text]) => ({ path, text }));
    t.deepEqual([...stillConcerned(texts, {})].map(({ path }) => path).sort(), [...expected]);
  },
  title: (title) => title ?? '',
});

test('nothing of a project that has moved', concerned, { 'a.js': MIGRATED, 'b.js': MIGRATED }, []);
test('what names a package', concerned, { 'a.js': MIGRATED, 'b.js': LEFT }, ['b.js']);
test('what imports it', concerned, { 'a.js': `require('./b');\n${MIGRATED}`, 'b.js': LEFT, 'c.js': MIGRATED }, [
  'a.js',
  'b.js',
]);
test(
  'what it imports by way of others',
  concerned,
  { 'a.js': MIGRATED, 'b.js': `${LEFT}require('./c');`, 'c.js': "require('./a')" },
  ['a.js', 'b.js', 'c.js'],
);
test(
  'what reads the field of which a file without a link to it tells',
  concerned,
  {
    'a.js': 'exports.f = (req) => req.span.end();\n',
    'b.js': `${LEFT}exports.g = (req) => (req.span = f());\n`,
    'c.js': MIGRATED,
  },
  ['a.js', 'b.js'],
);
test(
  'what takes such a field out of an object',
  concerned,
  { 'a.js': 'exports.f = ({ span }) => span.end();\n', 'b.js': `${LEFT}exports.g = (req) => (req.span = f());\n` },
  ['a.js', 'b.js'],
);
const START = `${LEFT}class Tracing {
  begin(name, options) {
    return globalTracer().startSpan(name, options);
  }
}
exports.tracing = new Tracing();
exports.later = (name, options) => exports.tracing.begin(name, options);
`;
test(
  'what may call the function in which a start has stayed, on whatever',
  concerned,
  {
    'a.js': 'exports.f = (kit) => kit.begin(1);\n',
    'b.js': START,
    'c.js': 'server.listen(1); kit.later(2);\n',
    'd.js': 'begin(1);\n',
  },
  ['a.js', 'b.js', 'c.js'],
);
test(
  'what may call a function in which none has stayed is of no concern',
  concerned,
  { 'a.js': 'exports.f = (kit) => kit.begin(1);\n', 'b.js': `${LEFT}exports.begin = () => globalTracer();\n` },
  ['b.js'],
);
