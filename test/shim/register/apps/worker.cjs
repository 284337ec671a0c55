// A worker thread with a span of its own.
const { Worker, isMainThread } = require('node:worker_threads');

const name = isMainThread ? 'main thread' : 'worker thread';
require('opentracing').globalTracer().startSpan(name).finish();
if (isMainThread) new Worker(__filename);
