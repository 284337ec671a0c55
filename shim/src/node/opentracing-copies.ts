import type { OpenTracingCopy } from '../border/install-global';

/** The copies of `opentracing` that CommonJS has loaded so far, found by their shape: an application may hold several. */
export function loadedOpenTracingCopies(): OpenTracingCopy[] {
  const modules = Object.values(require.cache);
  return modules.flatMap((module) => (isOpenTracing(module?.exports) ? [module.exports] : []));
}

function isOpenTracing(exported: unknown): exported is OpenTracingCopy {
  if (typeof exported !== 'object' || exported === null) return false;
  // Own data members only: asking a stranger's module for a member may run a getter of it.
  return ['initGlobalTracer', 'globalTracer', 'Tracer', 'FORMAT_HTTP_HEADERS', 'REFERENCE_CHILD_OF'].every(
    (name) => Object.getOwnPropertyDescriptor(exported, name)?.value !== undefined,
  );
}
