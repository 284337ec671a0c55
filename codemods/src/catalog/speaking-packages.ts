import { tracerPackages } from './opentracing-api';
import { packageNameOf } from './package-name';

/** Packages that speak OpenTracing and do not say so in their names. */
const KNOWN: ReadonlySet<string> = new Set([
  'egg-jaeger',
  'express-jaeger',
  'fastify-jaeger',
  'hemera-jaeger',
  'koa-jaeger',
  'traci',
  'tracing-middleware',
]);

/**
 * Whether a package calls the tracer that it is given, or the global one, by OpenTracing's names, and gives out spans that answer to them:
 * plugins of frameworks, for the most part. What makes tracers is told elsewhere.
 */
export function speaksOpenTracing(specifier: string): boolean {
  const name = packageNameOf(specifier);
  if (KNOWN.has(name)) return true;
  const isOther = name === 'opentracing' || Object.hasOwn(tracerPackages, name) || name.startsWith('@opentelemetry/');
  return !isOther && /(?:^|[/-])opentracing(?:$|-)/.test(name);
}
