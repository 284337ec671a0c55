import { oncePerProject } from '../syntax/once-per-project';
import type { FileContext } from '../types';

const JAEGER = 'jaeger-client';

/** Whether the program runs on jaeger-client: it imports it, or its package asks for it. */
export function usesJaeger({ project, manifest }: FileContext): boolean {
  return importsJaeger(project) || isNamedIn(manifest, 'dependencies') || isNamedIn(manifest, 'devDependencies');
}

const importsJaeger = oncePerProject(({ files }) =>
  [...files.values()].some(({ imports }) =>
    imports.some(({ specifier, typeOnly }) => specifier === JAEGER && !typeOnly),
  ),
);

function isNamedIn(manifest: unknown, field: 'dependencies' | 'devDependencies'): boolean {
  const named = (manifest as Readonly<Record<string, unknown>> | undefined)?.[field];
  return typeof named === 'object' && named !== null && Object.hasOwn(named, JAEGER);
}
