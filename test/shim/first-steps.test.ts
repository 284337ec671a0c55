import test from 'ava';
import { createTracerShim } from '../../shim/src/index';
import { recordingProvider } from '../support/sdk';

test('a legacy program with not a line changed yields an OpenTelemetry trace', async (t) => {
  const recording = recordingProvider();
  const tracer = createTracerShim(recording.provider);
  const parent = tracer.startSpan('parent', { tags: { 'span.kind': 'server', user: { id: 1 } } });
  parent.log({ event: 'cache-miss', key: 'a' });
  tracer.startSpan('child', { childOf: parent.context() }).setTag('error', true).finish();
  parent.finish();

  const [child, root] = await recording.finished();
  t.is(child?.parentSpanContext?.spanId, root?.spanContext().spanId);
  t.is(child?.status.code, 2);
  t.deepEqual(root?.attributes, { 'span.kind': 'server', user: '{"id":1}' });
  t.deepEqual(root?.events[0]?.attributes, { event: 'cache-miss', key: 'a' });
  t.is(root?.parentSpanContext, undefined);
});
