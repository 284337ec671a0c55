import { defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import test from 'ava';
import { LatePropagator } from '../../../shim/src/launcher/sdk/late-propagator';
import { LateResource } from '../../../shim/src/launcher/sdk/late-resource';
import type { Resource } from '../../../shim/src/launcher/sdk/sdk-types';

function resource(attributes: Record<string, unknown>): Resource {
  return resourceFromAttributes(attributes as Parameters<typeof resourceFromAttributes>[0]) as Resource;
}

test('what completes a resource does not override what is known, what replaces does', (t) => {
  const late = new LateResource(resource({ 'service.name': 'known' }));
  late.complete(resource({ 'service.name': 'other', team: 'pay' }));
  t.deepEqual(late.attributes, { 'service.name': 'known', team: 'pay' });
  late.replace(resource({ 'service.name': 'other' }));
  t.deepEqual(late.attributes, { 'service.name': 'other', team: 'pay' });
});

test('at the end a resource waits for nothing, and gives what is known', async (t) => {
  const late = new LateResource(resource({ known: 1, slow: new Promise(() => undefined) }));
  t.true(late.asyncAttributesPending);
  late.settle();
  t.false(late.asyncAttributesPending);
  t.deepEqual(late.attributes, { known: 1 });
});

test('a resource waits for its detectors while there is time', async (t) => {
  const late = new LateResource(resource({ slow: Promise.resolve('there') }));
  await late.waitForAsyncAttributes();
  t.deepEqual(late.attributes, { slow: 'there' });
  t.deepEqual(late.merge(null).attributes, { slow: 'there' });
});

const PARENT = trace.setSpanContext(ROOT_CONTEXT, { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 });

test('a propagator speaks the formats that are added to it', (t) => {
  const late = new LatePropagator(['tracecontext'], 'http');
  t.deepEqual(late.fields(), ['traceparent', 'tracestate']);
  late.add('jaeger');
  late.add('jaeger');
  const carrier: Record<string, string> = {};
  late.inject(PARENT, carrier, defaultTextMapSetter);
  t.deepEqual(Object.keys(carrier), ['traceparent', 'uber-trace-id']);
  const read = late.extract(ROOT_CONTEXT, { 'uber-trace-id': 'abc:def:0:1' }, defaultTextMapGetter);
  t.is(trace.getSpanContext(read)?.spanId, 'def'.padStart(16, '0'));
});
