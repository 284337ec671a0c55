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

test('a time of 0 is none, as for the real tracers: the exit code that a listener gives to finish()', async (t) => {
  const recording = recordingProvider();
  const tracer = createTracerShim(recording.provider);
  const before = Date.now() - 1;
  const span = tracer.startSpan('work', { startTime: 0 });
  span.log({ event: 'x' }, 0);
  span.finish(0);

  const [work] = await recording.finished();
  for (const time of [work?.startTime, work?.events[0]?.time, work?.endTime]) {
    const [seconds = 0, nanoseconds = 0] = time ?? [];
    t.true(seconds * 1000 + nanoseconds / 1e6 >= before);
  }
});

test('of many tags and logs the SDK keeps as many as the pages say: the first tags, and the latest logs', async (t) => {
  const recording = recordingProvider();
  const span = createTracerShim(recording.provider).startSpan('work');
  for (let i = 0; i < 200; i += 1) span.setTag(`k${i}`, i).log({ event: `e${i}` });
  span.finish();

  const [work] = await recording.finished();
  t.is(Object.keys(work?.attributes ?? {}).at(-1), 'k127');
  t.deepEqual([work?.events.length, work?.events[0]?.name, work?.events.at(-1)?.name], [128, 'e72', 'e199']);
});
