// A file that was migrated starts an SDK of its own, while another still speaks OpenTracing.
import { trace } from '@opentelemetry/api';
import { NodeSDK } from '@opentelemetry/sdk-node';
import opentracing from 'opentracing';

const sdk = new NodeSDK({ serviceName: 'migrated', metricReaders: [], logRecordProcessors: [], instrumentations: [] });
sdk.start();
trace.getTracer('migrated').startSpan('native').end();
opentracing.globalTracer().startSpan('legacy').finish();
await sdk.shutdown();
