import type { Tracer } from 'opentracing';
import type { OpenTracingCopy } from '../../global';
import type { Seams } from './module-hook';

/** Each copy of `opentracing` keeps its global tracer in this file: copies that are loaded later get ours as soon as they are. */
export function openTracingSeams(tracer: Tracer): Seams {
  return {
    // What this file of opentracing exports.
    'opentracing/lib/global_tracer.js': (exports) => (exports as OpenTracingCopy).initGlobalTracer(tracer),
  };
}
