import type { ProjectFacts } from '../../facts/types';

/** Whether the project makes a tracer of Jaeger, for which a module is created whose tracer has `close(callback)` as well. */
export function makesJaegerTracer({ files }: ProjectFacts): boolean {
  return [...files.values()].some(({ calls }) => calls.some(({ member }) => member.startsWith('jaeger.')));
}
