// Each rule that hides a difference, and the nearest difference that it must not hide.
import test from 'ava';
import { compareTraces, describeDifference } from '../../../codemods/src/traces';
import { RUN, type Sketch, traces } from './build';

const differences = (before: Partial<Sketch>, after: Partial<Sketch>) =>
  compareTraces(traces([{ name: 'a', ...before }]), traces([{ name: 'a', ...after }])).map(describeDifference);

const exception = (attributes: Record<string, string>): Partial<Sketch> => ({
  events: [{ name: 'exception', attributes, time: RUN.from }],
});

test('the span.kind tag is the kind, whenever it was set', (t) => {
  const tagged = { attributes: { 'span.kind': 'client' } };
  t.deepEqual(differences(tagged, { kind: 'client' }), []);
  t.deepEqual(differences(tagged, { ...tagged, kind: 'client' }), []);
  t.deepEqual(differences(tagged, {}), ['shop: a: kind: expected client, got internal']);
});

test('a span.kind tag that names no kind, or another, is an attribute like any', (t) => {
  t.deepEqual(differences({ attributes: { 'span.kind': 'service' } }, {}), [
    'shop: a: attribute span.kind: expected "service", got none',
  ]);
  t.deepEqual(differences({ kind: 'server', attributes: { 'span.kind': 'client' } }, { kind: 'server' }), [
    'shop: a: attribute span.kind: expected "client", got none',
  ]);
});

test('a child_of link to the parent is the parent, one to another span is a link', (t) => {
  const withLink = (type: string, spanId: string) =>
    traces([
      { name: 'root' },
      { name: 'other', parent: 'root' },
      { name: 'a', parent: 'root', links: [{ traceId: 't1', spanId, attributes: { 'opentracing.ref_type': type } }] },
    ]);
  const without = traces([{ name: 'root' }, { name: 'other', parent: 'root' }, { name: 'a', parent: 'root' }]);
  t.deepEqual(compareTraces(without, withLink('child_of', 'root')), []);
  t.is(compareTraces(without, withLink('follows_from', 'root')).length, 1);
  t.is(compareTraces(without, withLink('child_of', 'other')).length, 1);
});

test('the type of a reference is the same under the name that the official shim gave it', (t) => {
  const link = (attributes: Record<string, string>): Partial<Sketch> => ({
    links: [{ traceId: 't9', spanId: 'x', attributes }],
  });
  t.deepEqual(differences(link({ 'opentracing.ref_type': 'follows_from' }), link({ 'span.kind': 'follows_from' })), []);
  t.is(differences(link({ 'opentracing.ref_type': 'follows_from' }), link({})).length, 2);
});

test('log fields that an exception holds already are no attributes; others, and other values, are', (t) => {
  const plain = { 'exception.type': 'Error', 'exception.message': 'no', 'exception.stacktrace': 'Error: no' };
  const copies = { event: 'error', 'error.kind': 'Error', message: 'no', stack: 'Error: no\n    at f (x.js:1:1)' };
  t.deepEqual(differences(exception({ ...plain, ...copies }), exception(plain)), []);
  t.deepEqual(differences(exception({ ...plain, message: 'cannot pay' }), exception(plain)), [
    'shop: a: event attribute exception / message: expected "cannot pay", got none',
  ]);
});

test('the event field repeats the name of the event only if it is the same', (t) => {
  const event = (attributes: Record<string, string>): Partial<Sketch> => ({
    events: [{ name: 'paid', attributes, time: RUN.from }],
  });
  t.deepEqual(differences(event({ event: 'paid' }), event({})), []);
  t.is(differences(event({ event: 'charged' }), event({})).length, 1);
});

test('an error without a message has none, or an empty one', (t) => {
  const bare = { 'exception.type': 'Error', 'exception.stacktrace': 'Error' };
  t.deepEqual(differences(exception({ ...bare, 'exception.message': '' }), exception(bare)), []);
  t.deepEqual(differences(exception({ ...bare, message: '' }), exception({ ...bare, 'exception.message': '' })), []);
  t.not(differences(exception({ ...bare, message: 'no' }), exception(bare)).length, 0);
});

test('a status message that an exception holds already says nothing more', (t) => {
  const failed = exception({ 'exception.message': 'no' });
  const status = (message?: string): Partial<Sketch> => ({
    status: { code: 'error', ...(message === undefined ? {} : { message }) },
  });
  t.deepEqual(differences({ ...failed, ...status() }, { ...failed, ...status('no') }), []);
  t.is(differences({ ...failed, ...status() }, { ...failed, ...status('yes') }).length, 1);
  t.is(differences(status(), status('no')).length, 1);
});

test('the frames of a stack trace are no difference, its head is', (t) => {
  const stack = (text: string) => exception({ 'exception.stacktrace': text });
  t.deepEqual(
    differences(stack('Error: no\nway\n    at f (a.js:1:2)'), stack('Error: no\nway\n    at g (b.js:3:4)')),
    [],
  );
  t.is(differences(stack('Error: no\n    at f (a.js:1:2)'), stack('TypeError: no\n    at f (a.js:1:2)')).length, 1);
  t.is(differences(stack('Error: no\n    at f (a.js:1:2)'), exception({})).length, 1);
});

test('times that came from the clock are no difference, times that the program gave are', (t) => {
  t.deepEqual(differences({ start: RUN.from, end: RUN.to }, { start: RUN.from + 5, end: RUN.from + 6 }), []);
  t.is(differences({ start: RUN.from - 5000 }, { start: RUN.from - 5001 }).length, 1);
});
