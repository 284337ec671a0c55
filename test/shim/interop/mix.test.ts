// The scenarios that OpenTelemetry's Go bridge is tested with (bridge/opentracing/mix_test.go), in the words of this API: a call chain
// of three layers that changes the API twice, in both directions.
import { context, createContextKey, type Span as OtelSpan, propagation, trace } from '@opentelemetry/api';
import test, { type ExecutionContext } from 'ava';
import type * as opentracing from 'opentracing';
import {
  activeSpan,
  createTracerShim,
  hybridPropagator,
  hybridTracerProvider,
  withActive,
} from '../../../shim/src/index';
import { type ReadableSpan, recordingProvider } from '../../support/sdk';
import { useGlobals, usePropagator, w3c } from '../support/world';

useGlobals();
usePropagator(hybridPropagator(w3c()));

interface Layers {
  /** Runs `inner` in a new active span of its API. */
  ot(name: string, inner: () => void): void;
  otel(name: string, inner: () => void): void;
  finished(): Promise<ReadableSpan[]>;
}

function layers(onActive: (span: opentracing.Span & OtelSpan) => void = () => {}): Layers {
  const { provider, finished } = recordingProvider();
  const hybrid = hybridTracerProvider(provider);
  const otTracer = createTracerShim(hybrid);
  const otelTracer = hybrid.getTracer('otel');
  return {
    finished,
    ot(name, inner) {
      const parent = activeSpan();
      const span = otTracer.startSpan(name, parent ? { childOf: parent } : {});
      withActive(span, () => {
        onActive(span);
        inner();
      });
      span.finish();
    },
    otel(name, inner) {
      otelTracer.startActiveSpan(name, (span) => {
        onActive(span as opentracing.Span & OtelSpan);
        inner();
        span.end();
      });
    },
  };
}

type Order = readonly ['ot' | 'otel', 'ot' | 'otel', 'ot' | 'otel'];
const ORDERS: Order[] = [
  ['otel', 'ot', 'otel'],
  ['ot', 'otel', 'ot'],
];

/** Runs the three layers; `atDepth` runs within each. */
function run(chain: Layers, order: Order, atDepth: (depth: number) => void = () => {}): void {
  chain[order[0]]('outer', () => {
    atDepth(0);
    chain[order[1]]('middle', () => {
      atDepth(1);
      chain[order[2]]('inner', () => atDepth(2));
    });
  });
}

async function assertNested(t: ExecutionContext, chain: Layers): Promise<void> {
  const [inner, middle, outer] = await chain.finished();
  t.deepEqual([inner?.name, middle?.name, outer?.name], ['inner', 'middle', 'outer']);
  t.is(outer?.parentSpanContext, undefined);
  t.is(middle?.parentSpanContext?.spanId, outer?.spanContext().spanId);
  t.is(inner?.parentSpanContext?.spanId, middle?.spanContext().spanId);
  t.is(new Set([inner, middle, outer].map((span) => span?.spanContext().traceId)).size, 1);
}

for (const order of ORDERS) {
  const route = order.join(' -> ');

  test(`${route}: each span is the child of the layer above`, async (t) => {
    const chain = layers();
    run(chain, order);
    await assertNested(t, chain);
  });

  test(`${route}: both APIs agree on the active span in every layer`, async (t) => {
    const chain = layers((span) => {
      t.is<unknown, unknown>(trace.getActiveSpan(), span);
      t.is<unknown, unknown>(activeSpan(), span);
    });
    run(chain, order);
    await assertNested(t, chain);
  });

  test(`${route}: other values of the context pass through untouched`, async (t) => {
    const key = createContextKey('simple');
    const chain = layers();
    context.with(context.active().setValue(key, 42), () =>
      run(chain, order, () => t.is(context.active().getValue(key), 42)),
    );
    await assertNested(t, chain);
  });

  test(`${route}: baggage set in the outermost layer is preserved to the innermost`, (t) => {
    const seen: unknown[] = [];
    run(layers(), order, (depth) => {
      if (depth === 0) activeSpan()?.setBaggageItem('item', 'kept');
      seen.push(activeSpan()?.getBaggageItem('item'));
    });
    t.deepEqual(seen, ['kept', 'kept', 'kept']);
  });

  test(`${route}: baggage that each layer sets by its own API is seen by the next through the other`, (t) => {
    const chain = layers();
    const keysSeen = () => {
      const carrier: Record<string, string> = {};
      propagation.inject(context.active(), carrier);
      return [activeSpan()?.getBaggageItem('ot'), activeSpan()?.getBaggageItem('otel'), carrier.baggage];
    };
    const setByOtel = (inner: () => void) => {
      const current = propagation.getActiveBaggage() ?? propagation.createBaggage();
      context.with(propagation.setBaggage(context.active(), current.setEntry('otel', { value: '2' })), inner);
    };
    chain[order[0]]('outer', () => {
      activeSpan()?.setBaggageItem('ot', '1');
      setByOtel(() =>
        chain[order[1]]('middle', () =>
          chain[order[2]]('inner', () => {
            const [ot, otel, header] = keysSeen();
            t.deepEqual([ot, otel], ['1', '2']);
            t.deepEqual(header?.split(',').sort(), ['ot=1', 'otel=2']);
          }),
        ),
      );
    });
  });
}
