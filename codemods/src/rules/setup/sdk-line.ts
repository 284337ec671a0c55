import { SHIM } from '../../catalog/opentelemetry-api';

/** The packages of one line of the OpenTelemetry SDK, with the versions that the line's own packages ask for. */
export interface SdkLine {
  readonly line: 2 | 3;
  /** Where the samplers live. */
  readonly traceSdk: string;
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Serves both lines. */
const shim = { [SHIM]: '^0.1.0' };

/** SDK 2.x: Node 18.19 and later, `@opentelemetry/api` 1.9. */
const line2: SdkLine = {
  line: 2,
  traceSdk: '@opentelemetry/sdk-trace-base',
  dependencies: {
    '@opentelemetry/api': '^1.9.0',
    '@opentelemetry/resources': '^2.12.0',
    '@opentelemetry/sdk-node': '^0.223.0',
    '@opentelemetry/sdk-trace-base': '^2.12.0',
    ...shim,
  },
};

/** SDK 3.x: Node 22.15 and later, `@opentelemetry/api` 1.10. */
const line3: SdkLine = {
  line: 3,
  traceSdk: '@opentelemetry/sdk-trace',
  dependencies: {
    '@opentelemetry/api': '^1.10.0',
    '@opentelemetry/resources': '^3.1.1',
    '@opentelemetry/sdk-node': '^0.301.0',
    '@opentelemetry/sdk-trace': '^3.1.1',
    ...shim,
  },
};

/** Node 22.15 is the oldest that SDK 3.x runs on. */
function carriesLine3(major: number, minor: number): boolean {
  return major > 22 || (major === 22 && minor >= 15);
}

/** The oldest `major.minor` that a range such as `>=22.15`, `^20 || ^22` or `24.x` admits. */
function oldestOf(range: string): { major: number; minor: number } | undefined {
  // Each alternative of a range starts with the lowest version that it admits.
  const heads = range.split('||').map((part) => /(\d+)(?:\.(\d+))?/.exec(part));
  if (heads.some((head) => head === null)) return undefined;
  return heads
    .map((head) => ({ major: Number(head?.[1]), minor: Number(head?.[2] ?? 0) }))
    .sort((a, b) => a.major - b.major || a.minor - b.minor)[0];
}

/** The line for a project: the one that every Node its `engines` field admits can run; 2.x where the field says nothing. */
export function sdkLineFor(manifest: unknown): SdkLine {
  const engines = (manifest as { engines?: { node?: unknown } } | undefined)?.engines?.node;
  const oldest = typeof engines === 'string' ? oldestOf(engines) : undefined;
  return oldest !== undefined && carriesLine3(oldest.major, oldest.minor) ? line3 : line2;
}
