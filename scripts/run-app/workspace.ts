import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** This repository's root. */
export const ROOT = path.resolve(__dirname, '../..');

/** What a program must not find once it is migrated. */
export const LEGACY_PACKAGES: ReadonlySet<string> = new Set([
  'opentracing',
  'jaeger-client',
  '@types/jaeger-client',
  'lightstep-tracer',
  '@opentelemetry/shim-opentracing',
  '@ot2otel/shim',
]);

/** An app gets spans of its own only: with these installed, the shim's launcher would start them. */
const INSTRUMENTATION = /^@opentelemetry\/(auto-)?instrumentations?-/;

/** Gives a folder outside of the workspace the packages of the workspace that it has not got. */
export function linkPackages(folder: string): void {
  const packages = path.join(ROOT, 'node_modules');
  const names = readdirSync(packages).flatMap((name) =>
    name.startsWith('@') ? readdirSync(path.join(packages, name)).map((inner) => `${name}/${inner}`) : [name],
  );
  const wanted = names.filter((name) => !name.startsWith('.') && !INSTRUMENTATION.test(name));
  for (const name of wanted) {
    const link = path.join(folder, 'node_modules', name);
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    // A junction where symbolic links need rights: Node ignores the type elsewhere.
    symlinkSync(path.join(packages, name), link, 'junction');
  }
}

/** Says in a program's package.json that it runs on this Node only, where the workspace has SDK 3.x: the codemod goes by that. */
export function declareNode(folder: string): void {
  if (existsSync(path.join(ROOT, 'node_modules/@opentelemetry/sdk-trace-base'))) return;
  const file = path.join(folder, 'package.json');
  const manifest: object = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, `${JSON.stringify({ ...manifest, engines: { node: '>=22.15' } }, null, 2)}\n`);
}
