import type * as t from '@babel/types';
import test from 'ava';
import type { Unit } from '../../../codemods/src/facts/types';
import { factsOf, fileOf, type Tree } from './support';

/** The units of the receivers of all proven span calls of a tree, in order. */
function units(tree: Tree, ...paths: string[]): Unit[] {
  const project = factsOf(tree);
  return paths.flatMap((path) =>
    fileOf(project, path)
      .calls.filter(({ member }) => member.startsWith('span.'))
      .map(({ unit }) => unit),
  );
}

const OT = `const tracer = require('opentracing').globalTracer();`;

test('a variable is one unit, its alias another', (t) => {
  const [a, b, c] = units(
    { 'a.js': `${OT} const s = tracer.startSpan('a'); s.log({}); s.finish(); const u = s; u.finish();` },
    'a.js',
  );
  t.is(a?.id, b?.id);
  t.not(a?.id, c?.id);
  t.deepEqual([a?.kind, a?.name, c?.name], ['variable', 's', 'u']);
});

test('a field is one unit over a class and its subclasses in other files', (t) => {
  const found = units(
    {
      'a.js': `${OT} class A { constructor() { this.span = tracer.startSpan('a'); } end() { this.span.finish(); } } module.exports = A;`,
      'b.js': `const A = require('./a'); class B extends A { end() { this.span.log({}); } } new B().span.finish();`,
      'c.js': `const A = require('./a'); class C extends A { end() { this.span.log({}); } }`,
    },
    'a.js',
    'b.js',
    'c.js',
  );
  t.is(found.length, 4);
  t.is(new Set(found.map(({ id }) => id)).size, 1);
});

test('a field of unknown objects is one unit over the project', (t) => {
  const [a, b] = units(
    {
      'a.js': `${OT} exports.m = (req) => { req.span = tracer.startSpan('a'); req.span.log({}); };`,
      'b.js': `exports.h = (request) => request.span.finish();`,
    },
    'a.js',
    'b.js',
  );
  t.is(a?.id, b?.id);
  t.is(a?.kind, 'field');
});

test('fields of different classes are different units', (t) => {
  const [a, b] = units(
    {
      'a.js': `${OT} class A { constructor() { this.span = tracer.startSpan('a'); this.span.log({}); } }
class B { constructor() { this.span = tracer.startSpan('b'); this.span.log({}); } }`,
    },
    'a.js',
  );
  t.not(a?.id, b?.id);
});

test('an interface and the literals that are passed for it share a field', (t) => {
  const project = factsOf({
    'a.ts': `import { Span } from 'opentracing'; interface Ctx { span: Span } function f(c: Ctx) { c.span.finish(); }
function g(s: Span) { f({ span: s }); }`,
  });
  const file = fileOf(project, 'a.ts');
  const [call] = file.calls;
  const nodes: t.Node[] = [...file.source.parents.keys()];
  const property = nodes.find((node) => node.type === 'ObjectProperty');
  const signature = nodes.find((node) => node.type === 'TSPropertySignature');
  t.truthy(property && signature && call);
  if (!property || !signature || !call) return;
  t.is(file.unitOf(property).id, call.unit.id);
  t.is(file.unitOf(signature).id, call.unit.id);
});

test('a chain belongs to what it starts from, a call to itself', (t) => {
  const [a, b, c] = units(
    {
      'a.js': `${OT} const s = tracer.startSpan('a'); s.setTag('a', 1).finish(); function get() { return s; } get().finish();`,
    },
    'a.js',
  );
  t.deepEqual([a?.name, b?.name, c?.kind, c?.name], ['s', 's', 'expression', 'get(...)']);
});

test('reads of methods are listed with their unit', (t) => {
  const project = factsOf({
    'a.js': `${OT} const s = tracer.startSpan('a'); process.on('exit', s.finish.bind(s)); if (s.log) s.log({});`,
  });
  t.deepEqual(
    fileOf(project, 'a.js').reads.map(({ member, unit }) => `${member} of ${unit.name}`),
    ['span.finish of s', 'span.log of s'],
  );
});
