import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './run';

/**
 * A folder outside of the workspace with nothing installed but the built shim, its peers and the given packages, each with all that
 * it depends on, so that what is missing is really missing.
 */
export function makeProject(packages: readonly string[], program: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'project-'));
  for (const name of closure(['@opentelemetry/api', 'opentracing', ...packages])) copy(folder, name);
  cpSync(path.join(ROOT, 'shim/dist'), path.join(folder, 'node_modules/@ot2otel/shim/dist'), { recursive: true });
  cpSync(path.join(ROOT, 'shim/package.json'), path.join(folder, 'node_modules/@ot2otel/shim/package.json'));
  writeFileSync(path.join(folder, 'app.cjs'), program);
  return folder;
}

function closure(names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    if (found.has(name)) continue;
    found.add(name);
    closure(Object.keys(manifestOf(name).dependencies ?? {}), found);
  }
  return found;
}

function manifestOf(name: string): { dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8'));
}

/** Copied, since Node resolves the dependencies of a linked package from where it really is. */
function copy(folder: string, name: string): void {
  const target = path.join(folder, 'node_modules', name);
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(path.join(ROOT, 'node_modules', name), target, { recursive: true, filter: isNeeded });
}

/** Most of an OpenTelemetry package is the same code for others. */
function isNeeded(file: string): boolean {
  return !/\.map$|\.d\.[cm]?ts$|[\\/]build[\\/]esm/.test(file);
}
