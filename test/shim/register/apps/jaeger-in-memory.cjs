// A tracer that keeps its spans in memory stays jaeger-client's: by code that has moved, or not (`old`), it gives the same spans.
const { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } = require('@opentelemetry/api');
const jaeger = require('jaeger-client');

const reporter = new jaeger.InMemoryReporter();
const config = { serviceName: 'shop', sampler: { type: 'const', param: 1 } };
const tracer = jaeger.initTracer(config, { reporter });
const disabled = jaeger.initTracer({ serviceName: 'x', disable: true }, {});
const message = '5af7651916cd43dd8448eb211c80319c:b7ad6b7169203331:0:1';
const headers = { 'uber-trace-id': message, 'uberctx-tenant': 'north' };
const fromMessage = () => jaeger.SpanContext.fromString(message);

function old() {
  const parent = tracer.startSpan('parent', { tags: { 'span.kind': 'server' } });
  parent.setTag('id', 7);
  parent.log({ event: 'packed', boxes: 2 });
  const child = tracer.startSpan('child', { childOf: parent });
  child.setTag('error', true);
  child.finish();
  parent.finish();
  const caller = tracer.extract('http_headers', headers);
  const served = tracer.startSpan('served', { childOf: caller });
  served.setTag('tenant', served.getBaggageItem('tenant'));
  served.finish();
  tracer.startSpan('heard', { childOf: fromMessage() }).finish();
  tracer.startSpan('alone').finish();
  disabled.startSpan('disabled').finish();
}

function moved() {
  tracer.startActiveSpan('parent', { kind: 1, root: true }, (parent) => {
    parent.setAttribute('id', 7);
    parent.addEvent('packed', { boxes: 2 });
    tracer.startActiveSpan('child', {}, trace.setSpan(context.active(), parent), (child) => {
      child.setStatus({ code: SpanStatusCode.ERROR });
      child.end();
    });
    parent.end();
  });
  const caller = propagation.extract(ROOT_CONTEXT, headers);
  tracer.startActiveSpan('served', {}, caller, (served) => {
    served.setAttribute('tenant', propagation.getBaggage(context.active())?.getEntry('tenant')?.value);
    served.end();
  });
  tracer.startSpan('heard', {}, fromMessage()).end();
  tracer.startSpan('alone', { root: true }).end();
  disabled.startActiveSpan('disabled', { root: true }, (span) => span.end());
}

(process.argv[2] === 'old' ? old : moved)();

const spans = reporter.spans;
const nameOf = (id) => spans.find((span) => span.context().spanIdStr === id)?.operationName ?? id;
const plain = (pairs) =>
  pairs.filter(({ key }) => !/^(sampler|internal)\./.test(key)).map(({ key, value }) => [key, value]);
console.log(
  JSON.stringify(
    spans.map((span) => ({
      name: span.operationName,
      parent: nameOf(span.context().parentIdStr) ?? null,
      trace: span.context().traceIdStr === message.slice(0, 32) ? 'of the message' : 'its own',
      tags: plain(span._tags),
      logs: span._logs.map(({ fields }) => plain(fields)),
      own: span instanceof jaeger.Span,
    })),
  ),
);
