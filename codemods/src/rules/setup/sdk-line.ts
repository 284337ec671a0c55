import { SHIM } from '../../catalog/opentelemetry-api';
import { rangesOf } from '../../facts/modules/packages';

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

/** Packages of the SDK whose versions tell the line. */
const OF_THE_SDK =
  /^@opentelemetry\/(?:resources|core|sdk-node|sdk-trace(?:-base|-node|-web)?|exporter-trace-otlp-(?:http|grpc|proto))$/;

/** The line of a version: 2.12 and 0.223 are of the second. */
function lineOfRange(range: string): number | undefined {
  const [, major, minor = '0'] = /(\d+)(?:\.(\d+))?/.exec(range) ?? [];
  return major === '0' ? Math.floor(Number(minor) / 100) : major === undefined ? undefined : Number(major);
}

/** What a project lists of the SDK. */
function listedSdk(manifest: unknown): readonly { name: string; range: string; line: number }[] {
  return [...rangesOf(manifest)].flatMap(([name, range]) => {
    const line = OF_THE_SDK.test(name) ? lineOfRange(range) : undefined;
    return line === undefined ? [] : [{ name, range, line }];
  });
}

/** The packages of the SDK that a project lists in another line than the one that is written for it: `name range`. */
export function otherSdkIn(manifest: unknown): readonly string[] {
  const { line, dependencies } = sdkLineFor(manifest);
  return listedSdk(manifest)
    .filter((one) => one.line !== line && Object.hasOwn(dependencies, one.name))
    .map(({ name, range }) => `${name} ${range}`);
}

/**
 * The line for a project: the one that it has already, else the one that every Node its `engines` field admits can run; 2.x where the field
 * says nothing.
 */
export function sdkLineFor(manifest: unknown): SdkLine {
  const listed = [line2, line3].find(({ line }) => listedSdk(manifest).some((one) => one.line === line));
  if (listed) return listed;
  const engines = (manifest as { engines?: { node?: unknown } } | undefined)?.engines?.node;
  const oldest = typeof engines === 'string' ? oldestOf(engines) : undefined;
  return oldest !== undefined && carriesLine3(oldest.major, oldest.minor) ? line3 : line2;
}
