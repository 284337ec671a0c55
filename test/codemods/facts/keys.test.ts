import test from 'ava';
import { checkMarks, type Tree } from './support';

const OT = `const ot = require('opentracing'); const tracer = ot.globalTracer();`;

const follows = (title: string, source: string, more: Tree = {}) =>
  test(`follows ${title}`, (t) => void checkMarks(t, { 'a.js': `${OT}\n${source}`, ...more }));

follows(
  'a field of an unknown object whose key is a symbol, whatever the object is called',
  `const kSpan = Symbol('s'); const kOther = Symbol('s'); exports.kSpan = kSpan;
exports.before = (req) => { req[kSpan] = tracer.startSpan('a'); };
exports.after = (ctx) => { ctx[kSpan]/*? span by field */; ctx[kOther]/*? - */; const { [kSpan]: span } = ctx; span/*? span by field */; };`,
  {
    'b.js': `const { kSpan } = require('./a'); exports.f = (x) => x[kSpan]/*? span by field */.finish()/*= span.finish */;`,
  },
);
follows(
  'the fields of a class whose keys are symbols, each by itself',
  `const kSpan = Symbol('span'); const kTracer = Symbol('tracer');
class A { [kTracer] = tracer; constructor() { this[kSpan] = this[kTracer]/*? tracer */.startSpan('a'); }
end() { this[kSpan]/*? span */.finish(); } }`,
);
follows(
  'a symbol that is registered under a name',
  `const holder = { [Symbol.for('app.tracer')]: tracer }; holder[Symbol.for('app.tracer')]/*? tracer */; holder[Symbol.for('app')]/*? - */;`,
);
follows(
  'a field whose key is a constant string',
  `const KEY = '_span'; exports.before = (req) => { req[KEY] = tracer.startSpan('a'); };
exports.after = (request) => { request[KEY]/*? span by field */; request._span/*? span by field */; };`,
);
follows(
  'a key that is known to be anything',
  `const table = {}; exports.put = (key) => { table[key] = tracer; }; exports.take = (key) => { table[key]/*? tracer */; };`,
);
