import path from 'node:path';
import { SHIM } from '../../catalog/opentelemetry-api';
import { isTestFile } from '../../catalog/test-files';
import { isWithin, packageOf } from '../../facts/modules/packages';
import type { ManifestFile } from '../../manifest/manifest-change';
import { isTypeScript } from '../../types-oracle/check-types';
import type { TypeVerdict } from '../../types-oracle/type-oracle';

export const BORDER_TYPES = 'ot2otel-shim-types.d.ts';

const TEXT = `// Written by ot2otel: code that has moved to OpenTelemetry compiles together with code that has not (under ts-node with --files). Delete it with the shim.
import '${SHIM}/types';
`;

/** A project after a migration, as far as it concerns tracing. */
export interface Migrated {
  readonly files: readonly ManifestFile[];
  readonly manifests: ReadonlyMap<string, unknown>;
  /** The folder of the package.json that is to list what a file imports for tracing. */
  readonly listingFolder: (file: string) => string | undefined;
  /** What a compiler said; undefined where none was asked. */
  readonly verdict: TypeVerdict | undefined;
}

/**
 * A declaration file for each package of which a part has moved and a part stays, with the types of the shim: without them neither
 * part compiles against the other. A compiler tells where it is needed; where none could, the project's use of the shim has to.
 */
export function borderTypes({ files, manifests, listingFolder, verdict }: Migrated): readonly ManifestFile[] {
  const listing = [...manifests].filter(([, manifest]) => mentionsShim(JSON.stringify(manifest ?? null)));
  const importing = files.filter(({ text }) => mentionsShim(text)).map(({ path: file }) => listingFolder(file));
  const using = [...listing.map(([folder]) => folder), ...importing];
  const packages = new Map<string, ManifestFile[]>();
  for (const file of files) {
    const { folder } = packageOf(file.path, manifests);
    if (folder !== undefined && isTypeScript(file.path)) packages.set(folder, [...(packages.get(folder) ?? []), file]);
  }
  return [...packages].flatMap(([folder, own]) => {
    if (own.some(({ text }) => text.includes(`${SHIM}/types`))) return [];
    const [first] = atBorder(
      own,
      verdict,
      using.some((other) => other !== undefined && isWithin(folder, other)),
    ).sort(byDepth);
    return first === undefined
      ? []
      : [{ path: path.posix.join(path.posix.dirname(first.path), BORDER_TYPES), text: TEXT }];
  });
}

function atBorder(own: readonly ManifestFile[], verdict: TypeVerdict | undefined, usesShim: boolean): ManifestFile[] {
  const seen = own.filter((file) => verdict?.atBorder.has(file.path));
  if (seen.length > 0 || !usesShim) return seen;
  const isUnknown = verdict === undefined || own.some((file) => verdict.unchecked.has(file.path));
  const hasMoved = own.some(({ text }) => MOVED.test(text));
  return isUnknown && hasMoved ? own.filter(({ text }) => STAYS.test(text) && !HANDS_OVER.test(text)) : [];
}

const MOVED = /(['"])@opentelemetry\/api\1/;
const STAYS = /(['"])opentracing(?:\/[^'"]*)?\1/;

/** What stays in such a file gets a tracer that it compiles with. */
const HANDS_OVER = /\btoOpenTracingTracer\(/;

/** Whether code imports the shim, or a package.json lists it. */
export function mentionsShim(text: string): boolean {
  return text.includes(`'${SHIM}'`) || text.includes(`"${SHIM}"`);
}

/** Where the most code finds it first: not in a test, and not deep down. */
function byDepth(a: ManifestFile, b: ManifestFile): number {
  const rank = ({ path: file }: ManifestFile) => (isTestFile(file) ? 1000 : 0) + file.split('/').length;
  return rank(a) - rank(b) || (a.path < b.path ? -1 : 1);
}
