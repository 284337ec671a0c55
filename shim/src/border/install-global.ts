import * as api from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import { attempt, reportFailure } from '../guard';
import { registeredPropagator } from '../propagation/global-propagator';
import { answerOnBaseClasses, type BaseClasses } from '../tracers/base-classes';
import { type CloseableTracer, createTracerShim } from '../tracers/create-tracer-shim';
import { isHybrid, type ShimOptions } from '../tracers/options';
import { VERSION } from '../version';
import { hybridPropagator, hybridTracerProvider } from './hybrid';

/** What there is to see of a loaded copy of `opentracing`. */
export interface OpenTracingCopy extends BaseClasses {
  initGlobalTracer(tracer: opentracing.Tracer): void;
}

/** Lists the other copies of `opentracing` in the process; what this takes depends on the platform, so it is handed in. */
export type FindCopies = () => Iterable<OpenTracingCopy>;

/** Makes the tracer the global one of `opentracing`, in each copy that is loaded: each has a global of its own. */
export function registerGlobalTracer(tracer: opentracing.Tracer, findCopies: FindCopies = () => []): void {
  // OpenTracing takes anything, and throws at the first span that code asks of it.
  if (!attempt('reading the tracer', () => typeof tracer?.startSpan === 'function', false)) {
    reportFailure('registerGlobalTracer', new TypeError('it was given no tracer'));
    return;
  }
  const copies = new Set<OpenTracingCopy>([opentracing, ...attempt('finding copies', () => [...findCopies()], [])]);
  for (const copy of copies) {
    attempt('initGlobalTracer', () => copy.initGlobalTracer(tracer), undefined);
    if ('startActiveSpan' in tracer) attempt('the base classes', () => answerOnBaseClasses(copy), undefined);
  }
}

/** Options of {@link installGlobal}. */
export interface InstallOptions extends ShimOptions {
  /** Default: OpenTelemetry's global provider. */
  provider?: api.TracerProvider | undefined;
  findCopies?: FindCopies | undefined;
}

/**
 * Connects both worlds in one call: OpenTracing's global tracer reports to OpenTelemetry, and the spans of the OpenTelemetry provider
 * that is registered already answer OpenTracing.
 *
 * @example
 * new NodeSDK().start();
 * installGlobal();
 */
export function installGlobal(options?: InstallOptions | null): CloseableTracer {
  const given = attempt('reading the options', (): InstallOptions => ({ ...options }), {});
  const { provider, findCopies, ...shimOptions } = given as InstallOptions;
  if (isHybrid(shimOptions)) {
    attempt('wrapping the global provider', wrapGlobalProvider, undefined);
    attempt('wrapping the global propagator', wrapGlobalPropagator, undefined);
  }
  const tracer = createTracerShim(provider ?? api.trace.getTracerProvider(), shimOptions);
  registerGlobalTracer(tracer, findCopies);
  return tracer;
}

interface MaybeProxyProvider {
  getDelegate?: () => api.TracerProvider;
  getDelegateTracer?: (name: string, version?: string) => api.Tracer | undefined;
  setDelegate?: (provider: api.TracerProvider) => void;
}

// A second registration would be refused: the provider that is registered stands behind the API's proxy, which takes another.
function wrapGlobalProvider(): void {
  const proxy: api.TracerProvider & MaybeProxyProvider = api.trace.getTracerProvider();
  // Before an SDK is registered the proxy holds a provider that does nothing; tracers must not be bound to that for good. Only a registered
  // one gives a tracer here.
  const delegate =
    proxy.getDelegateTracer?.('opentracing-shim', VERSION) === undefined ? undefined : proxy.getDelegate?.();
  if (delegate !== undefined) proxy.setDelegate?.(hybridTracerProvider(delegate));
}

function wrapGlobalPropagator(): void {
  const current = registeredPropagator();
  // The API's own placeholder has no headers; wrapping it would keep the SDK from registering a real one.
  if (current === undefined || current.fields().length === 0) return;
  api.propagation.disable();
  api.propagation.setGlobalPropagator(hybridPropagator(current));
}
