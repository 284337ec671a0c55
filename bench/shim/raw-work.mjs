// The work of one span in OpenTelemetry's words: a child span with two attributes at the start, four after it, one event, and its end.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const api = require('@opentelemetry/api');

export function makeWork(tracer) {
  const parent = tracer.startSpan('parent');
  return (i) => {
    const context = api.trace.setSpan(api.context.active(), parent);
    const span = tracer.startSpan('child', { attributes: { component: 'http', 'http.method': 'GET' } }, context);
    span.setAttribute('http.url', 'http://localhost/');
    span.setAttribute('http.status_code', 200);
    span.setAttribute('cached', false);
    span.setAttribute('attempt', i);
    span.addEvent('cache-miss', { event: 'cache-miss', key: 'user:1' });
    span.end();
  };
}
