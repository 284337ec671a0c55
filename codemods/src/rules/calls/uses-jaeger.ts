import type { FileContext } from '../types';

const JAEGER = 'jaeger-client';

/** Whether the program runs on jaeger-client: it imports it, or its package asks for it. */
export function usesJaeger({ project, manifest }: FileContext): boolean {
  const imported = [...project.files.values()].some(({ imports }) =>
    imports.some(({ specifier, typeOnly }) => specifier === JAEGER && !typeOnly),
  );
  return imported || isNamedIn(manifest, 'dependencies') || isNamedIn(manifest, 'devDependencies');
}

function isNamedIn(manifest: unknown, field: 'dependencies' | 'devDependencies'): boolean {
  const named = (manifest as Readonly<Record<string, unknown>> | undefined)?.[field];
  return typeof named === 'object' && named !== null && Object.hasOwn(named, JAEGER);
}
