import { type Context, context, createContextKey, trace } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import * as opentracing from 'opentracing';
import { createTracerShim, withActive } from '../../../shim/src/index';
import { secondOpenTracing, secondShim } from '../support/second-copy';
import { PARENT } from '../support/world';
import type { Row, Rows } from './row';

/** Something that is no parent: the span becomes a root, and nothing throws. */
function rootFor(what: string, childOf: unknown): Row {
  return {
    requirement: `childOf: ${what} makes a root`,
    async check(t, { shim }) {
      const { tracer, span } = shim();
      t.notThrows(() => tracer.startSpan('work', { childOf: childOf as opentracing.Span }).finish());
      t.is((await span('work')).parentSpanContext, undefined);
    },
  };
}

/** A span that an application wrote around another, and that knows only how to delegate. */
class DelegatingSpan extends opentracing.Span {
  constructor(readonly inner: opentracing.Span) {
    super();
  }
  override context(): opentracing.SpanContext {
    return this.inner.context();
  }
}

type Fields = Record<string, unknown>;

const milliseconds = ([seconds, nanoseconds]: readonly [number, number]) => seconds * 1e3 + nanoseconds / 1e6;

export const edgeRows: Rows = {
  'ED-1': rootFor('a noop span', new opentracing.Span()),
  'ED-2': rootFor('a noop span context', new opentracing.SpanContext()),
  'ED-3': rootFor('undefined', undefined),
  'ED-4': rootFor('null', null),
  'ED-5': rootFor('{}', {}),
  'ED-6': {
    requirement: 'childOf takes an OpenTelemetry span',
    async check(t, { shim }) {
      const { tracer, span, provider } = shim();
      const parent = provider.getTracer('app').startSpan('parent');
      // The types of the strict tracer know OpenTracing only.
      tracer.startSpan('child', { childOf: parent }).finish();
      t.is((await span('child')).parentSpanContext?.spanId, parent.spanContext().spanId);
    },
  },
  'ED-7': {
    requirement: 'childOf takes an OpenTelemetry SpanContext',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('child', { childOf: PARENT }).finish();
      t.is((await span('child')).parentSpanContext?.spanId, PARENT.spanId);
    },
  },
  'ED-8': {
    requirement: 'references take OpenTelemetry spans and span contexts',
    async check(t, { shim }) {
      const { tracer, span, provider } = shim();
      const parent = provider.getTracer('app').startSpan('parent');
      const refer = (target: unknown) => new opentracing.Reference('child_of', target as opentracing.SpanContext);
      tracer.startSpan('of-span', { references: [refer(parent)] }).finish();
      tracer.startSpan('of-ids', { references: [refer(PARENT)] }).finish();
      t.is((await span('of-span')).parentSpanContext?.spanId, parent.spanContext().spanId);
      t.is((await span('of-ids')).parentSpanContext?.spanId, PARENT.spanId);
    },
  },
  'ED-9': {
    requirement: 'references to noop contexts and entries that are null are skipped',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      const parent = tracer.startSpan('parent');
      const references = [
        opentracing.childOf(new opentracing.SpanContext()),
        null as unknown as opentracing.Reference,
        opentracing.childOf(null as unknown as opentracing.Span),
        opentracing.childOf(parent),
      ];
      t.notThrows(() => tracer.startSpan('child', { references }).finish());
      t.is((await span('child')).parentSpanContext?.spanId, parent.context().toSpanId());
    },
  },
  'ED-10': {
    requirement: 'startSpan(name) and startSpan(name, null) work',
    async check(t, { shim }) {
      const { tracer, finished } = shim();
      t.notThrows(() => tracer.startSpan('one').finish());
      t.notThrows(() => tracer.startSpan('two', null).finish());
      t.is((await finished()).length, 2);
    },
  },
  'ED-11': {
    requirement: 'calls after finish do not throw and do not change what was exported',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      const work = tracer.startSpan('work');
      work.finish();
      t.notThrows(() => {
        work.setTag('late', 1).log({ event: 'late' }).setOperationName('late').setBaggageItem('k', 'v');
        work.setTag('error', true).addTags({ late: 1 }).context();
      });
      const { attributes, events, status } = await span('work');
      t.deepEqual([attributes, events, status], [{}, [], { code: 0 }]);
    },
  },
  'ED-12': {
    requirement: 'span.tracer() is the tracer',
    check(t, { shim }) {
      const { tracer } = shim();
      t.is(tracer.startSpan('work').tracer(), tracer);
    },
  },
  'ED-13': {
    requirement: 'all setters chain',
    check(t, { shim }) {
      const span = shim().tracer.startSpan('work');
      t.is(span.setTag('a', 1), span);
      t.is(span.addTags({ a: 1 }), span);
      t.is(span.log({ event: 'x' }), span);
      t.is(span.setOperationName('other'), span);
      t.is(span.setBaggageItem('k', 'v'), span);
    },
  },
  'ED-17': {
    requirement: 'a time as small as performance.now() is milliseconds since 1970, as OpenTracing defines it',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('work', { startTime: 0.5 }).finish(1.5);
      const { startTime, endTime } = await span('work');
      t.deepEqual(
        [startTime, endTime],
        [
          [0, 500_000],
          [0, 1_500_000],
        ],
      );
    },
  },
  'ED-18': {
    requirement: 'startTime: 5 is 5 ms after 1970 began',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('work', { startTime: 5 }).log({ event: 'x' }, 6).finish(7);
      const { startTime, endTime, events } = await span('work');
      t.deepEqual(
        [startTime, events[0]?.time, endTime],
        [
          [0, 5_000_000],
          [0, 6_000_000],
          [0, 7_000_000],
        ],
      );
    },
  },
  'ED-19': {
    requirement: 'an explicit start and an implicit end: the end, and events, have a fraction of a millisecond',
    async check(t, { shim }) {
      const { tracer, finished } = shim();
      const before = Date.now();
      for (let i = 0; i < 20; i++) {
        tracer.startSpan('work', { startTime: before }).log({ event: 'x' }).finish();
      }
      const after = Date.now();
      const times = (await finished()).flatMap(({ endTime, events }) => [endTime, ...events.map(({ time }) => time)]);
      // A clock of whole milliseconds gives none; twenty spans cannot all fall on a whole one.
      t.true(times.some(([, nanoseconds]) => nanoseconds % 1e6 !== 0));
      t.true(times.every((time) => milliseconds(time) >= before - 2 && milliseconds(time) <= after + 2));
    },
  },
  'ED-20': {
    requirement: 'the options are not changed',
    check(t, { shim }) {
      const { tracer } = shim();
      const references = Object.freeze([opentracing.followsFrom(tracer.startSpan('other'))]);
      const tags = Object.freeze({ error: true, 'span.kind': 'server', list: [{}] });
      const options = Object.freeze({ childOf: tracer.startSpan('parent'), references, tags });
      const copy = { ...options };
      t.notThrows(() => tracer.startSpan('work', options as unknown as opentracing.SpanOptions));
      t.deepEqual(Object.keys(options), Object.keys(copy));
    },
  },
  'ED-21': {
    requirement: 'works behind opentracing.globalTracer()',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      opentracing.initGlobalTracer(tracer);
      opentracing.globalTracer().startSpan('work').finish();
      t.is((await span('work')).name, 'work');
    },
  },
  'ED-22': {
    requirement: 'childOf takes a span or context of a second copy of the shim, with its baggage',
    async check(t, { shim, mode }) {
      const { tracer, span, provider } = shim();
      const other = secondShim().createTracerShim(provider, { strict: mode === 'strict' });
      const parent = other.startSpan('parent').setBaggageItem('k', 'v');
      t.false(parent instanceof (tracer.startSpan('mine').constructor as new () => object));
      for (const childOf of [parent, parent.context()]) {
        const child = tracer.startSpan('child', { childOf });
        child.finish();
        t.is(child.getBaggageItem('k'), 'v');
        t.is((await span('child')).parentSpanContext?.spanId, parent.context().toSpanId());
      }
    },
  },
  'ED-25': {
    requirement: 'log and tag calls without proper arguments do not throw',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      const work = tracer.startSpan('work');
      const anything: unknown[] = [undefined, null, 'text', 1, [], [1, 2]];
      for (const value of anything) {
        t.notThrows(() => work.log(value as Fields).addTags(value as Fields));
        t.notThrows(() => work.setTag(value as string, value).setBaggageItem(value as string, value as string));
      }
      work.finish();
      t.is((await span('work')).events.length, anything.length);
    },
  },
  'ED-27': {
    requirement: 'a shim span that is active is what trace.getActiveSpan() returns',
    only: 'default',
    check(t, { shim }) {
      const span = shim().tracer.startSpan('work');
      withActive(span, () => t.is(trace.getActiveSpan(), span));
      context.with(trace.setSpan(context.active(), span), () => t.is(trace.getActiveSpan(), span));
    },
  },
  'ED-28': {
    requirement: 'childOf takes a wrapper around a span, around a wrapper as well',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      const parent = tracer.startSpan('parent').setBaggageItem('k', 'v');
      const child = tracer.startSpan('child', { childOf: new DelegatingSpan(new DelegatingSpan(parent)) });
      child.finish();
      t.is(child.getBaggageItem('k'), 'v');
      t.is((await span('child')).parentSpanContext?.spanId, parent.context().toSpanId());
    },
  },
  'ED-29': {
    requirement: 'suppressTracing is honoured with an explicit parent, an extracted one too',
    async check(t, { shim }) {
      const { tracer, finished } = shim();
      const parent = tracer.startSpan('parent');
      const headers = { traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01` };
      const extracted = tracer.extract(opentracing.FORMAT_HTTP_HEADERS, headers);
      context.with(suppressTracing(context.active()), () => {
        tracer.startSpan('child', { childOf: parent }).finish();
        tracer.startSpan('child', { childOf: parent.context() }).finish();
        tracer.startSpan('child', { childOf: extracted }).finish();
      });
      t.deepEqual(await finished(), []);
    },
  },
  'ED-30': {
    requirement: 'other values of the active context reach onStart',
    check(t, { mode }) {
      const key = createContextKey('rpc');
      const seen: unknown[] = [];
      const inner = trace.getTracer('none');
      const provider = {
        getTracer: () => ({
          ...inner,
          startSpan(name: string, _options: unknown, given: Context) {
            seen.push(given.getValue(key));
            return inner.startSpan(name);
          },
        }),
      };
      const tracer = createTracerShim(provider as never, { strict: mode === 'strict' });
      context.with(context.active().setValue(key, 7), () => {
        tracer.startSpan('root');
        tracer.startSpan('child', { childOf: PARENT as unknown as opentracing.SpanContext });
      });
      t.deepEqual(seen, [7, 7]);
    },
  },
  'ED-31': {
    requirement: 'helpers of a second copy of opentracing serve as well: childOf(), Reference, its noop span',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      const copy = secondOpenTracing();
      t.not(copy.Span, opentracing.Span);
      const parent = tracer.startSpan('parent');
      tracer.startSpan('by-helper', { references: [copy.childOf(parent)] }).finish();
      tracer.startSpan('by-class', { references: [new copy.Reference('child_of', parent.context())] }).finish();
      tracer.startSpan('by-noop', { childOf: new copy.Span() }).finish();
      const parentId = parent.context().toSpanId();
      t.is((await span('by-helper')).parentSpanContext?.spanId, parentId);
      t.is((await span('by-class')).parentSpanContext?.spanId, parentId);
      t.is((await span('by-noop')).parentSpanContext, undefined);
    },
  },
};
