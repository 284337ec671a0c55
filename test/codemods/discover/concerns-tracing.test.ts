import test from 'ava';
import { concernsTracing } from '../../../codemods/src/discover/concerns-tracing';

const concerns = test.macro({
  exec(t, text: string, concern: ReturnType<typeof concernsTracing>) {
    t.is(concernsTracing(Buffer.from(text)), concern);
  },
  title: (title) => title ?? '',
});

test('a file that names OpenTracing concerns tracing', concerns, "require('opentracing')", 'yes');
test('a file that names a deep path concerns tracing', concerns, "import t from 'opentracing/lib/ext/tags'", 'yes');
test('a file that makes tracers concerns tracing', concerns, "require('jaeger-client')", 'yes');
test('a method on something called span concerns tracing', concerns, 'module.exports = (span) => span.log({});', 'yes');
test(
  'a method on something that a tracer made concerns tracing',
  concerns,
  'const s = myTracer.begin(); s.finish();',
  'yes',
);
test('a span that is handed on may', concerns, 'exports.f = (requestSpan) => g(requestSpan);', 'maybe');
test('a barrel may', concerns, "export * from './a';", 'maybe');
test('a barrel of names may', concerns, "export { a } from './a';", 'maybe');
test('a barrel of requires may', concerns, "exports.a = require('./a');", 'maybe');
test('setTag alone may', concerns, "thing.setTag('a', 1);", 'maybe');
test('finish alone may: what makes the thing may stand in another file', concerns, 'thing?.finish();', 'maybe');
test('listening for the end of something does not', concerns, "res.on('finish', f);", 'no');
test('the span of HTML does not', concerns, 'export const A = () => <span>text</span>;', 'no');
test('words that only look like it do not', concerns, 'const contract = extract(japan);', 'no');
test('an ordinary module does not', concerns, "import { a } from './a';\nexport const b = a;\n", 'no');
