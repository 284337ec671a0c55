import { tracerPackages } from './opentracing-api';

const PACKAGES = new RegExp(['opentracing', ...Object.keys(tracerPackages)].join('|'));

/** Whether a text names OpenTracing, or a package that makes its tracers. */
export function namesOpenTracing(text: string): boolean {
  return PACKAGES.test(text);
}
