import { classes, interfaces, type Role, tracerPackages } from '../catalog/opentracing-api';

/** A class or interface, by its name and the files that declare it (more than one where declarations merge). */
export interface Declaration {
  readonly name: string;
  readonly files: readonly string[];
}

const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
  ...Object.entries(classes),
  ...Object.entries(interfaces),
  ['MockReport', 'mockReport'],
  ['MockSpan', 'mockSpan'],
]);

/** The role of an instance of a class that the package `opentracing` declares. The name alone proves nothing: the file does. */
export function roleOfDeclaration({ name, files }: Declaration): Role | undefined {
  return packagesOf(files).has('opentracing') && !isOpenTelemetry(files) ? ROLES.get(name) : undefined;
}

/** Whether its superclass says what its instances are: classes of OpenTracing's own, and of the tracers that we know. */
export function inheritsRole({ files }: Declaration): boolean {
  if (isOpenTelemetry(files)) return false;
  for (const name of packagesOf(files)) if (name === 'opentracing' || isTracerPackage(name)) return true;
  return false;
}

function isTracerPackage(name: string): boolean {
  return Object.hasOwn(tracerPackages, name.replace(/^@types\//, ''));
}

/** With the shim's types, OpenTelemetry's interfaces extend OpenTracing's: those are migrated already. */
function isOpenTelemetry(files: readonly string[]): boolean {
  return packagesOf(files).has('@opentelemetry/api');
}

function packagesOf(files: readonly string[]): ReadonlySet<string> {
  return new Set(files.flatMap((file) => packageOf(file) ?? []));
}

/** The package that a file is installed with; pnpm and yarn nest `node_modules`, the innermost counts. */
function packageOf(file: string): string | undefined {
  const path = file.split('\\').join('/');
  const at = path.lastIndexOf('/node_modules/');
  if (at < 0) return undefined;
  return /^(?:@[^/]+\/)?[^/]+/.exec(path.slice(at + '/node_modules/'.length))?.[0];
}
