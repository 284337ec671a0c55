import { readFileSync } from 'node:fs';
import { diag } from '@opentelemetry/api';

/** Files, by the names that Node's TLS has for their contents. */
export interface CertificateFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** The variables of the OTLP exporter that name files (protocol/exporter.md); those for traces have precedence. */
export function certificateFiles(env: NodeJS.ProcessEnv): CertificateFiles {
  const find = (name: string): string | undefined =>
    env[`OTEL_EXPORTER_OTLP_TRACES_${name}`] || env[`OTEL_EXPORTER_OTLP_${name}`] || undefined;
  const files = { ca: find('CERTIFICATE'), cert: find('CLIENT_CERTIFICATE'), key: find('CLIENT_KEY') };
  return Object.fromEntries(Object.entries(files).filter(([, file]) => file !== undefined));
}

/** Their contents; a file that cannot be read is left out, as the SDK does. */
export function readCertificates(env: NodeJS.ProcessEnv): Record<string, Buffer> {
  const contents = Object.entries(certificateFiles(env)).flatMap(([name, file]) => {
    const content = tryRead(file);
    return content === undefined ? [] : [[name, content] as const];
  });
  return Object.fromEntries(contents);
}

function tryRead(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    diag.warn(`ot2otel: the certificate ${file} cannot be read`, error);
    return undefined;
  }
}
