import { existsSync } from 'node:fs';
import path from 'node:path';
import { SHIM } from '../../catalog/opentelemetry-api';
import { speaksOpenTracing } from '../../catalog/speaking-packages';
import { fieldsOf } from '../../facts/modules/records';
import { readJson } from './read-json';

/** Whether a package that a project lists asks its host for another one: as it is installed, else as far as it is known. */
export function asksHostFor(folder: string, name: string, wanted: string): boolean {
  const manifest = installedManifest(folder, name);
  if (manifest === undefined) return wanted === 'opentracing' && (name === SHIM || speaksOpenTracing(name));
  const isOptional = fieldsOf(fieldsOf(manifest.peerDependenciesMeta)[wanted]).optional === true;
  return Object.hasOwn(fieldsOf(manifest.peerDependencies), wanted) && !isOptional;
}

function installedManifest(folder: string, name: string): Readonly<Record<string, unknown>> | undefined {
  for (let up = folder; ; up = path.dirname(up)) {
    const file = path.join(up, 'node_modules', name, 'package.json');
    if (existsSync(file)) return fieldsOf(readJson(file));
    if (up === path.dirname(up)) return undefined;
  }
}
