import path from 'node:path';
import type { Finding, FindingCode } from '../../catalog/findings';
import { SHIM } from '../../catalog/opentelemetry-api';
import { isTestFile } from '../../catalog/test-files';
import { isInFolder, packageOf } from '../../facts/modules/packages';
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
  readonly findings: readonly Pick<Finding, 'code' | 'path'>[];
  /** Whether the project's configuration takes a file in: beside one that is left out, the types are left out with it. */
  readonly isCompiled: (file: string) => boolean;
}

/**
 * A declaration file for each package of which a part has moved and a part stays, with the types of the shim: without them neither
 * part compiles against the other. A compiler tells where it is needed; where none could, the project's use of the shim has to, or a
 * file whose types have all moved and whose calls have not.
 */
export function borderTypes({
  files,
  manifests,
  listingFolder,
  verdict,
  findings,
  isCompiled,
}: Migrated): readonly ManifestFile[] {
  const listing = [...manifests].filter(([, manifest]) => mentionsShim(JSON.stringify(manifest ?? null)));
  const importing = files.filter(({ text }) => mentionsShim(text)).map(({ path: file }) => listingFolder(file));
  const using = [...listing.map(([folder]) => folder), ...importing];
  const staying = new Set(findings.filter(({ code }) => LEAVES_CALLS.has(code)).map(({ path: file }) => file));
  const packages = new Map<string, ManifestFile[]>();
  for (const file of files) {
    const { folder } = packageOf(file.path, manifests);
    if (folder !== undefined && isTypeScript(file.path)) packages.set(folder, [...(packages.get(folder) ?? []), file]);
  }
  return [...packages].flatMap(([folder, own]) => {
    if (own.some(({ text }) => text.includes(`${SHIM}/types`))) return [];
    const usesShim = using.some((other) => other !== undefined && isInFolder(folder, other));
    const [first] = atBorder(own, { verdict, staying, usesShim }).sort((a, b) => byDepth(a, b, isCompiled));
    return first === undefined
      ? []
      : [{ path: path.posix.join(path.posix.dirname(first.path), BORDER_TYPES), text: TEXT }];
  });
}

interface Known extends Pick<Migrated, 'verdict'> {
  /** The files in which calls stay that are OpenTracing's. */
  readonly staying: ReadonlySet<string>;
  readonly usesShim: boolean;
}

function atBorder(own: readonly ManifestFile[], { verdict, staying, usesShim }: Known): ManifestFile[] {
  const seen = own.filter((file) => verdict?.atBorder.has(file.path));
  if (seen.length > 0) return seen;
  const isUnknown = verdict === undefined || own.some((file) => verdict.unchecked.has(file.path));
  if (!isUnknown || !own.some(({ text }) => MOVED.test(text))) return [];
  return own.filter(({ path: file, text }) => {
    if (HANDS_OVER.test(text)) return false;
    return STAYS.test(text) ? usesShim : staying.has(file) && MOVED.test(text);
  });
}

/** Calls stay on spans and tracers that are declared by types which have moved. */
const LEAVES_CALLS: ReadonlySet<FindingCode> = new Set<FindingCode>(['OT301', 'OT311', 'OT802']);

const MOVED = /(['"])@opentelemetry\/api\1/;
const STAYS = /(['"])opentracing(?:\/[^'"]*)?\1/;

/** What stays in such a file gets a tracer that it compiles with. */
const HANDS_OVER = /\btoOpenTracingTracer\(/;

/** Whether code imports the shim, or a package.json lists it. */
export function mentionsShim(text: string): boolean {
  return text.includes(`'${SHIM}'`) || text.includes(`"${SHIM}"`);
}

/** Where the most code finds it first: not in a test, not where the configuration does not look, and not deep down. */
function byDepth(a: ManifestFile, b: ManifestFile, isCompiled: Migrated['isCompiled']): number {
  const rank = ({ path: file }: ManifestFile) =>
    (isTestFile(file) ? 1000 : 0) + (isCompiled(file) ? 0 : 500) + file.split('/').length;
  return rank(a) - rank(b) || (a.path < b.path ? -1 : 1);
}
