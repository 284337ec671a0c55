// A file that was migrated starts an SDK of its own, while another still speaks OpenTracing.
const { trace } = require('@opentelemetry/api');
const { NodeSDK } = require('@opentelemetry/sdk-node');
const opentracing = require('opentracing');

const sdk = new NodeSDK({ serviceName: 'migrated', metricReaders: [], logRecordProcessors: [], instrumentations: [] });
sdk.start();
trace.getTracer('migrated').startSpan('native').end();
opentracing.globalTracer().startSpan('legacy').finish();
sdk.shutdown();
