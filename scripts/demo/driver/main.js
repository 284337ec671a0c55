// Serves a few requests through the middleware of express-opentracing, prints what came back, and stops.
const http = require('http');
const express = require('express');
const middleware = require('express-opentracing').default;
const { globalTracer, FORMAT_HTTP_HEADERS } = require('opentracing');

const tracer = require('./tracing');

const app = express();
app.use(middleware({ tracer }));

app.get('/books/:id', (req, res) => {
  const span = globalTracer().startSpan('find book', { childOf: req.span });
  span.setTag('book.id', req.params.id);
  span.finish();
  res.json({ id: req.params.id });
});

app.get('/slow', (req, res) => {
  const span = globalTracer().startSpan('wait', { childOf: req.span, tags: { ms: 5 } });
  setTimeout(() => {
    span.log({ event: 'done' });
    span.finish();
    res.send('done');
  }, 5);
});

function get(port, path) {
  const span = globalTracer().startSpan(`GET ${path}`);
  const headers = {};
  globalTracer().inject(span, FORMAT_HTTP_HEADERS, headers);
  return new Promise((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port, path, headers }, (res) => {
        res.resume();
        res.on('end', () => {
          span.setTag('http.status_code', res.statusCode);
          span.finish();
          resolve(res.statusCode);
        });
      })
      .on('error', reject);
  });
}

const server = app.listen(0, '127.0.0.1', async () => {
  for (const path of ['/books/7', '/slow', '/nowhere']) {
    console.log(`GET ${path}: ${await get(server.address().port, path)}`);
  }
  server.close(() => tracer.close(() => console.log('closed')));
});
