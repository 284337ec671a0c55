import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The version of this package; read when asked, from beside `src` or `dist`. */
export function ownVersion(): string {
  for (const up of ['../..', '../../..']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(path.join(__dirname, up, 'package.json'), 'utf8'));
      if (isOurs(manifest)) return manifest.version;
    } catch {
      // not this folder
    }
  }
  return 'unknown';
}

function isOurs(value: unknown): value is { version: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    value.name === 'ot2otel' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
