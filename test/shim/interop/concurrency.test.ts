// Requests that are served at the same time do not see each other's spans or baggage.
import { setTimeout as sleep } from 'node:timers/promises';
import { context, propagation, trace } from '@opentelemetry/api';
import test from 'ava';
import { activeSpan, withActive } from '../../../shim/src/index';
import { shimmed, useGlobals } from '../support/world';

useGlobals();

for (const mode of ['default', 'strict'] as const) {
  test(`a hundred requests at once: each keeps its active span and baggage over every await (${mode})`, async (t) => {
    const { tracer, finished } = shimmed(mode);
    const serve = async (i: number) => {
      const request = tracer.startSpan('request', { tags: { i } }).setBaggageItem('request', String(i));
      await withActive(request, async () => {
        for (let step = 0; step < 3; step += 1) {
          await sleep((i * 7 + step * 3) % 5);
          t.is(activeSpan()?.context().toSpanId(), request.context().toSpanId());
          t.is(propagation.getBaggage(context.active())?.getEntry('request')?.value, String(i));
          tracer.startSpan('step', { childOf: activeSpan() ?? undefined, tags: { i } }).finish();
        }
      });
      request.finish();
    };
    await Promise.all(Array.from({ length: 100 }, (_, i) => serve(i)));
    t.is(trace.getActiveSpan(), undefined);
    const spans = await finished();
    t.is(spans.length, 400);
    const requests = new Map(
      spans.filter(({ name }) => name === 'request').map((span) => [span.spanContext().spanId, span.attributes.i]),
    );
    for (const step of spans.filter(({ name }) => name === 'step'))
      t.is(requests.get(step.parentSpanContext?.spanId ?? ''), step.attributes.i);
  });
}
