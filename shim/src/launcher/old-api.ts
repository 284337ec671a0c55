import { propagation, trace } from '@opentelemetry/api';

/**
 * Whether the application has an API from before 1.0, which a peer dependency forbids and `--legacy-peer-deps` lets pass: it has none of the
 * readers that all of this is built on, so that nothing else of this package can so much as be loaded.
 */
export function isOldApi(): boolean {
  return typeof trace?.getSpan !== 'function' || typeof propagation?.getBaggage !== 'function';
}

export const OF_OLD_API = "its @opentelemetry/api is older than 1.9; raise it, and what else it has of OpenTelemetry's";
