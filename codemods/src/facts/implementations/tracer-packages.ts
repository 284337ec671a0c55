import { isTestFile } from '../../catalog/test-files';
import type { SourceFile } from '../../parse/source-file';
import type { Context } from '../constraints/context';
import { Shape } from '../flow/tokens';
import { getsTracer } from '../lookups/asks-tracer';
import { isInFolder, packageOf } from '../modules/packages';
import type { Implementation, TracerPackage } from '../types';
import type { Implementations } from './implementations';

const SHOWS = /(?:^|\/)(?:examples?|demos?|samples?|tutorials?|bench(?:mark)?s?|e2e)(?=\/|$)/i;

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
  return [...byFolder].flatMap(([folder, own]) => {
    const tracer = own.find(({ role }) => role === 'tracer');
    if (tracer === undefined || !own.some(({ role }) => role === 'span')) return [];
    const code = contexts.filter(({ file }) => isCodeOf(folder, file.source));
    // What shows or tries the tracer tells as well that it is what its own helpers get for the global one.
    const isGlobal = contexts.some((at) => isInFolder(at.file.source.path, folder) && makesGlobal(at, implementations));
    if (code.some((at) => takesTracer(at, isGlobal))) return [];
    return [{ folder, name: packageOf(tracer.path, manifests).name ?? 'this project', tracer }];
  });
}

function isCodeOf(folder: string, { path }: SourceFile): boolean {
  return isInFolder(path, folder) && isOwnCode(path);
}

/** Installs a tracer of the project as the global one: who asks for that gets it back. */
function makesGlobal({ graph, file }: Context, implementations: Implementations): boolean {
  const isTracer = (token: unknown) => {
    const found = token instanceof Shape ? implementations.get(token) : undefined;
    return found?.role === 'tracer' && isOwnCode(found.path);
  };
  return graph.newGlobalTracers.some(
    ({ path, given }) => path === file.source.path && [...given.tokens].some(isTracer),
  );
}

/** Asks for a tracer that others make; one of OpenTelemetry's has taken its place where this has been here before. */
function takesTracer(at: Context, isGlobal: boolean): boolean {
  const { graph, file } = at;
  const { path } = file.source;
  if (graph.tracerMakers.has(path)) return true;
  if (!isGlobal && graph.globalTracers.some((global) => global.path === path)) return true;
  return at.nodes('CallExpression', 'OptionalCallExpression').some((call) => getsTracer(at, call));
}

/** The package that implements OpenTracing of which a file is part, if there is one. */
export function tracerPackageOf(path: string, packages: readonly TracerPackage[]): TracerPackage | undefined {
  return packages.find(({ folder }) => isInFolder(path, folder));
}
