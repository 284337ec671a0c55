// A server and its client in one CommonJS file, and a span by hand in the handler.
const http = require('node:http');
const express = require('express');
const opentracing = require('opentracing');

const app = express();
app.get('/stock', (_request, response) => {
  opentracing.globalTracer().startSpan('by hand').finish();
  response.json(['book']);
});
const server = app.listen(0, '127.0.0.1', () => {
  http.get({ port: server.address().port, host: '127.0.0.1', path: '/stock' }, (response) => {
    response.resume().on('end', () => server.close());
  });
});
