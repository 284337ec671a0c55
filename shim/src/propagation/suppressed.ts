import { type Context, createContextKey } from '@opentelemetry/api';

// The key by which every SDK marks "no tracing here"; keys are equal by name, so no SDK is needed to read it.
const SUPPRESS_TRACING = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** True where the SDK has switched tracing off, as exporters do around their own requests. */
export function isTracingSuppressed(context: Context): boolean {
  return context.getValue(SUPPRESS_TRACING) === true;
}
