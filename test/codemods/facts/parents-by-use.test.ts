// What only others pass is a span if its context is given as a parent; nothing that the source writes in circles keeps a run from its end.
import test from 'ava';
import { migrateFiles, textsOf } from '../../support/migrate-fixture';

const HEAD = "const tracer = require('opentracing').globalTracer();\n";

function migrated(text: string): string {
  return textsOf(migrateFiles([{ path: 'a.js', text: HEAD + text }], {}))['a.js'] ?? '';
}

test('by way of a constant', (t) => {
  const text = `exports.step = ({ parent }) => {
  const above = parent.context();
  return tracer.startSpan('step', { childOf: above });
};
`;
  t.regex(migrated(text), /const above = trace\.setSpan\(context\.active\(\), parent\);/);
});

test('a parent that may be missing among options that may be missing', (t) => {
  const text = `exports.step = (request, options) => {
  const found = request.tracing && request.tracing.parent ? request.tracing.parent : undefined;
  const { span } = options || {};
  const given = options && options.origin;
  return [
    tracer.startSpan('a', { childOf: found ? found.context() : undefined }),
    tracer.startSpan('b', { childOf: span && span.context() }),
    tracer.startSpan('c', { childOf: given ? given.context() : null }),
  ];
};
`;
  const after = migrated(text);
  t.regex(after, /startSpan\('a', \{\}, found \? trace\.setSpan\(context\.active\(\), found\) : ROOT_CONTEXT\)/);
  t.regex(after, /startSpan\('b', \{\}, span \? trace\.setSpan\(context\.active\(\), span\) : ROOT_CONTEXT\)/);
  t.regex(after, /startSpan\('c', \{\}, given \? trace\.setSpan\(context\.active\(\), given\) : ROOT_CONTEXT\)/);
});

test('a parent that a comment describes, in a file where its type stands for nothing', (t) => {
  const text = `/** @param {{ parent: Span }} options */
exports.step = (options) => {
  tracer.startSpan('step', { childOf: options.parent.context() }).finish();
};
/**
 * @param {object} options
 * @param {Span} options.above
 */
exports.next = (options) => {
  tracer.startSpan('next', { childOf: options.above.context() }).finish();
};
`;
  t.regex(migrated(text), /startSpan\('step', \{\}, trace\.setSpan\(context\.active\(\), options\.parent\)\)/);
  t.regex(migrated(text), /startSpan\('next', \{\}, trace\.setSpan\(context\.active\(\), options\.above\)\)/);
});

test('not where one of two may come of something else', (t) => {
  const text = `exports.step = (request) => {
  const found = request ? request.parent : current();
  return tracer.startSpan('step', { childOf: found.context() });
};
`;
  t.regex(migrated(text), /childOf: found\.context\(\)/);
});

test('not where the result is used for anything else', (t) => {
  const text = 'exports.step = (request) => tracer.startSpan(request.context().name);\n';
  t.regex(migrated(text), /request\.context\(\)\.name/);
});

test('constants that are made of each other', (t) => {
  const circle = `exports.step = (parent) => {
  const a = b || parent.context();
  const b = a;
  const c = d.parent;
  const d = c.parent;
  return [tracer.startSpan('a', { childOf: b }), tracer.startSpan('c', { childOf: c.context() })];
};
`;
  t.regex(migrated(circle), /startSpan\('a'/);
});
