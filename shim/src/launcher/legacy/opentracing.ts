import type { Tracer } from 'opentracing';
import type { OpenTracingCopy } from '../../border/install-global';
import { answerOnBaseClasses, type BaseClasses } from '../../tracers/base-classes';
import type { Seams } from './module-hook';

/** Copies of `opentracing` that are loaded later get our tracer as soon as they are, and their classes answer code that has moved. */
export function openTracingSeams(tracer: Tracer): Seams {
  return {
    // What these files of opentracing export.
    'opentracing/lib/global_tracer.js': (exports) => (exports as OpenTracingCopy).initGlobalTracer(tracer),
    'opentracing/lib/index.js': (exports) => answerOnBaseClasses(exports as BaseClasses),
  };
}
