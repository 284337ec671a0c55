import { isTestFile } from '../catalog/test-files';
import type { Context } from './constraints/context';
import type { Implementations } from './implementations';
import { isWithin, packageOf } from './packages';
import type { Implementation, TracerPackage } from './types';

const SHOWS = /(?:^|\/)(?:examples?|demos?|samples?|bench(?:mark)?s?|e2e)(?=\/|$)/i;

/** Code that a package is made of: not what tries it, shows it or measures it. */
function isOwnCode(path: string): boolean {
  return !isTestFile(path) && !SHOWS.test(path);
}

/**
 * Packages that are a tracer, and no programs that use one: their own code has a Tracer and a Span, and takes a tracer from
 * nowhere else. What stands in the folder of such a package belongs to it: its examples as well.
 */
export function findTracerPackages(
  contexts: readonly Context[],
  implementations: Implementations,
  manifests: ReadonlyMap<string, unknown>,
): readonly TracerPackage[] {
  const byFolder = new Map<string, Implementation[]>();
  for (const implementation of implementations.values()) {
    if (!isOwnCode(implementation.path)) continue;
    const { folder = '' } = packageOf(implementation.path, manifests);
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), implementation]);
  }
  const users = contexts.filter(takesTracer).map(({ file }) => file.source.path);
  return [...byFolder].flatMap(([folder, own]) => {
    const tracer = own.find(({ role }) => role === 'tracer');
    if (tracer === undefined || !own.some(({ role }) => role === 'span')) return [];
    if (users.some((path) => isOwnCode(path) && isWithin(path, folder))) return [];
    return [{ folder, name: packageOf(tracer.path, manifests).name ?? 'this project', tracer }];
  });
}

/** Asks for a tracer that others make; one of OpenTelemetry's has taken its place where this has been here before. */
function takesTracer({ graph, file: { source } }: Context): boolean {
  const { path, text } = source;
  const takes = graph.tracerMakers.has(path) || graph.globalTracers.some((global) => global.path === path);
  return takes || /['"]@opentelemetry\/api['"]/.test(text);
}

/** The package that implements OpenTracing of which a file is part, if there is one. */
export function tracerPackageOf(path: string, packages: readonly TracerPackage[]): TracerPackage | undefined {
  return packages.find(({ folder }) => isWithin(path, folder));
}
