// The same work as in raw-work.mjs, in OpenTracing's words.
export function makeWork(tracer) {
  const parent = tracer.startSpan('parent');
  return (i) => {
    const span = tracer.startSpan('child', { childOf: parent, tags: { component: 'http', 'http.method': 'GET' } });
    span.setTag('http.url', 'http://localhost/');
    span.setTag('http.status_code', 200);
    span.setTag('cached', false);
    span.setTag('attempt', i);
    span.log({ event: 'cache-miss', key: 'user:1' });
    span.finish();
  };
}
