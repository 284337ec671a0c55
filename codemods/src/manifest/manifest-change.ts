import { SHIM } from '../catalog/opentelemetry-api';
import { isTestFile } from '../catalog/test-files';
import { fieldsOf } from '../facts/modules/records';
import type { SdkLine } from '../rules/setup/sdk-line';
import type { ManifestChange } from './update-manifest';

/** Packages that a migrated project may do without. */
export const replaced: readonly string[] = [
  'opentracing',
  'jaeger-client',
  '@types/jaeger-client',
  '@opentelemetry/shim-opentracing',
];

const runs = replaced.filter((name) => describedBy(name) === name);

/** A file that the manifest speaks for, as it is after the migration. */
export interface ManifestFile {
  readonly path: string;
  readonly text: string;
}

/**
 * A package is mentioned where its name stands in quotes, alone or with a path: in imports, and in jest.mock and the like. A variable
 * that holds the name (`const key = 'opentracing'`) names something else, and a line that is commented out loads nothing.
 */
export function mentions(text: string, name: string): boolean {
  const quoted = `(?<!=\\s*)(['"\`])${name.replaceAll(/[/.]/g, '\\$&')}(?:/[^'"\`]*)?\\1`;
  return new RegExp(`^(?!\\s*//).*${quoted}`, 'm').test(text);
}

function filesWith(files: readonly ManifestFile[], name: string): readonly ManifestFile[] {
  return files.filter(({ text }) => mentions(text, name));
}

/** Where a manifest says which modules names stand for. */
const MODULE_TABLES = ['imports', 'browser', '_moduleAliases', 'jest'];

/** What a manifest itself mentions, as a file that does: `"#tracing": "opentracing"` is found missing when the program runs. */
export function manifestMentions(path: string, manifest: unknown): ManifestFile {
  const fields = fieldsOf(manifest);
  return { path, text: MODULE_TABLES.map((name) => JSON.stringify(fields[name]) ?? '').join('\n') };
}

/** Types go with the package that they describe. */
function describedBy(name: string): string {
  return name.startsWith('@types/') ? name.slice('@types/'.length) : name;
}

/** The shim asks its host for OpenTracing. */
function neededFor(name: string): readonly string[] {
  return name === 'opentracing' ? [name, SHIM] : [name];
}

/**
 * What the package.json of migrated code should say, judged by the text of all its files that speak of tracing at all. A package
 * is taken out only if nothing mentions it any more, whichever of them the run was for. What only files
 * import that did so before is none of its business: `asksAnew` tells the others. `isHeld` says what keeps a package beside those files.
 */
export function manifestChange(
  files: readonly ManifestFile[],
  line: SdkLine,
  asksAnew: (path: string, name: string) => boolean = () => true,
  isHeld: (name: string) => boolean = () => false,
): ManifestChange {
  const needed = Object.entries(line.dependencies)
    .map(([name, version]) => ({ name, version, by: filesWith(files, name) }))
    .filter(({ name, by }) => by.some(({ path }) => asksAnew(path, name)));
  const listed = (all: typeof needed) => Object.fromEntries(all.map(({ name, version }) => [name, version]));
  const isUsed = (name: string) => filesWith(files, name).length > 0 || isHeld(name);
  const forTests = needed.filter(({ by }) => by.every(({ path }) => isTestFile(path)));
  return {
    add: listed(needed.filter((one) => !forTests.includes(one))),
    addForTests: listed(forTests),
    remove: replaced.filter((name) => neededFor(describedBy(name)).every((one) => !isUsed(one))),
  };
}

/** The names and ranges that a manifest lists, in whichever section. */
export function listedIn(manifest: unknown): ReadonlyMap<string, unknown> {
  const fields = fieldsOf(manifest);
  return new Map(SECTIONS.flatMap((section) => Object.entries(fieldsOf(fields[section]))));
}

const SECTIONS = ['peerDependencies', 'dependencies', 'optionalDependencies', 'devDependencies'];

/** The packages whose code is moved: a package.json that lists one of them, and not only its types, is where their successors belong. */
export function listsTracing(manifest: unknown): boolean {
  if (typeof manifest !== 'object' || manifest === null) return false;
  return Object.values(manifest).some(
    (section: unknown) =>
      typeof section === 'object' && section !== null && runs.some((name) => Object.hasOwn(section, name)),
  );
}
