// A service on the real lightstep-tracer, reduced to what it does with headers: nothing is reported.
import { Tracer } from 'lightstep-tracer';
import { FORMAT_HTTP_HEADERS, type Span, type SpanContext } from 'opentracing';
import type { Headers } from './otel';

// What lightstep-tracer exports beyond its types.
const propagators = require('lightstep-tracer') as Record<'B3Propagator' | 'DDPropagator', new () => object>;

export function lightstepService({ propagator }: { propagator?: keyof typeof propagators } = {}): Tracer {
  const options = {
    access_token: 'none',
    component_name: 'legacy',
    disable_reporting_on_exit: true,
    disable_report_loop: true,
    // What its types do not name.
    ...(propagator && { propagators: { [FORMAT_HTTP_HEADERS]: new propagators[propagator]() } }),
  };
  return new Tracer(options);
}

/** What the service sends to the next one when it gets these headers. */
export function relay(tracer: Tracer, headers: Headers): { server: Span; onward: Headers } {
  const parent = tracer.extract(FORMAT_HTTP_HEADERS, headers) as SpanContext;
  const server = tracer.startSpan('server', { childOf: parent });
  const onward: Headers = {};
  tracer.inject(server.context(), FORMAT_HTTP_HEADERS, onward);
  return { server, onward };
}

export function parentIdOf(span: Span): string {
  return (span as Span & { parentGUID(): string }).parentGUID();
}
