import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Finding, finding } from '../catalog/findings';
import { countUnproven } from '../catalog/findings/unproven';
import type { SkipReason } from '../discover/skipped';
import { type FileResult, type MigrateResult, migrate } from '../migrate';
import type { SpanCounts } from '../plan/span-counts';
import type { MigrateOptions } from '../rules/types';
import { type PassedOver, type Project, type ProjectFile, readProject } from './files/read-project';
import { UserError } from './io';
import { filesAfter, listingFolders, manifestWrites } from './manifest-writes';
import { borderTypes, mentionsShim } from './types/border-types';
import { compiledFiles } from './types/compiled-files';
import { type OutdatedParts, outdatedParts } from './types/outdated';
import { projectTypes } from './types/project-types';

/** A file that is to be written. */
export interface Write {
  readonly absolute: string;
  /** Relative to the root of the project, with forward slashes. */
  readonly path: string;
  /** What was read; undefined for a new file. */
  readonly before: { readonly text: string; readonly bytes: Buffer } | undefined;
  readonly after: string;
}

/** What a migration comes to, before anything is written. */
export interface Migration extends OutdatedParts {
  readonly project: Project;
  readonly writes: readonly Write[];
  readonly failed: readonly Failed[];
  readonly skipped: ReadonlyMap<string, SkipReason>;
  readonly findings: readonly Finding[];
  readonly sites: { readonly rewritten: number; readonly left: number };
  readonly spans: SpanCounts;
  readonly account: Account;
  /** Why types could not be asked for, where they could have told something. */
  readonly typesMissing: string | undefined;
  readonly needsShim: NeedsShim | undefined;
  /** What a compiler said of the result; undefined where none looked at it. */
  readonly types: MigrateResult['types'];
  /** The original text of a path of the project. */
  textOf(path: string): string;
}

/**
 * Where calls stay that reach OpenTelemetry through the shim, or may, and no package.json listed it: whether this run adds it to one. Who
 * had it listed has been told how to start the program with it.
 */
export type NeedsShim = 'missing' | 'added';

/** A file that stays as it was against the will of all. */
export interface Failed {
  readonly path: string;
  readonly reason: string;
  readonly cause: FileResult['cause'] | 'manifest';
}

/** Every file that was seen is in exactly one of the other numbers. */
export interface Account {
  readonly seen: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
}

/** What a type checker is used for. */
export interface TypeUse {
  /** To know what the source alone does not tell. */
  readonly ask?: boolean;
  /** To keep files as they are that would not compile any more. */
  readonly verify?: boolean;
}

/** Reads what the paths mean and works out the migration; asks the project's TypeScript what the source does not tell, if it may. */
export function runMigration(
  cwd: string,
  paths: readonly string[],
  options: Partial<MigrateOptions>,
  { ask = true, verify = true }: TypeUse = {},
): Migration {
  const project = readProject(cwd, paths);
  const { files, manifests, root } = project;
  const { result, typesMissing } = resultFor(project, options, { ask, verify });
  const byPath = new Map(files.map((file) => [file.path, file]));
  const passedOver = new Map(project.passedOver.map((file) => [file.path, file]));
  const sources = result.files.flatMap((file) => writeOf(file, byPath.get(file.path)));
  const listingFolder = listingFolders(manifests);
  const after = filesAfter(project, sources);
  // A run that changes nothing leaves the border where it is.
  const { types: verdict, findings } = result;
  const isCompiled = compiledFiles(root);
  const border =
    sources.length === 0 ? [] : borderTypes({ files: after, manifests, listingFolder, verdict, findings, isCompiled });
  const created = [...result.created, ...border].flatMap(({ path: file, text }) =>
    newFile(path.join(root, file), file, text),
  );
  const failed = [
    ...project.ofBrokenPackages.map((file) => ({ ...file, cause: 'manifest' as const })),
    ...result.files.flatMap(failedOf),
  ];
  const written = [...sources, ...created];
  const writes = [...created, ...manifestWrites(project, written, listingFolder), ...sources];
  return {
    project,
    writes,
    failed,
    skipped: project.skipped,
    findings: [...result.findings, ...project.passedOver.map(passedOverFinding)],
    sites: result.sites,
    spans: result.spans,
    account: accountOf(project, result.files, failed),
    typesMissing,
    needsShim: result.sites.rewritten > 0 && stays(result) ? needsShim(manifests, writes) : undefined,
    ...outdatedParts(project, written),
    types: result.types,
    textOf: (file) => (byPath.get(file) ?? passedOver.get(file))?.text ?? '',
  };
}

/** What becomes of the texts, and why no types could be asked for. */
function resultFor(
  { root, files, manifests, tsconfigs, others, ofBrokenPackages }: Project,
  options: Partial<MigrateOptions>,
  { ask, verify }: TypeUse,
): { readonly result: MigrateResult; readonly typesMissing: string | undefined } {
  const ofBroken = new Set(ofBrokenPackages.map((file) => file.path));
  const types = projectTypes(
    root,
    [...manifests.keys()].map((folder) => path.join(root, folder)),
  );
  try {
    const result = migrate({
      files: files.map((file) => ({
        path: file.path,
        text: file.text,
        context: !file.wanted || ofBroken.has(file.path),
      })),
      manifests,
      tsconfigs,
      others,
      types: ask ? types.oracleFor : undefined,
      checkTypes: verify ? types.checkTypes : undefined,
      options,
    });
    return { result, typesMissing: types.missing() };
  } finally {
    // A compiler that is a process of its own would keep this one from ending.
    types.close();
  }
}

/** A call that nothing proves may be made on a span that has moved all the same: a listener of an event is given one. */
function stays({ sites, findings }: MigrateResult): boolean {
  return sites.left > 0 || countUnproven(findings) > 0;
}

function needsShim(manifests: Project['manifests'], writes: readonly Write[]): NeedsShim | undefined {
  if ([...manifests.values()].some((manifest) => mentionsShim(JSON.stringify(manifest) ?? ''))) return undefined;
  const written = writes.filter(({ path }) => path.endsWith('package.json'));
  return written.some(({ after }) => mentionsShim(after)) ? 'added' : 'missing';
}

/** It is the whole file that stays. */
function passedOverFinding({ path: file, text, reason }: PassedOver): Finding {
  return finding('OT807', file, { start: 0, end: text.length }, { reason });
}

function failedOf({ path, status, failure = '', cause }: FileResult): Failed[] {
  return status === 'failed' ? [{ path, reason: failure, cause }] : [];
}

/** A file that an earlier run wrote stays as it is, or as its owner made it. */
function newFile(absolute: string, file: string, text: string): Write[] {
  if (!existsSync(absolute)) return [{ absolute, path: file, before: undefined, after: text }];
  if (readFileSync(absolute, 'utf8').includes('Written by ot2otel')) return [];
  throw new UserError(
    `${file} would have to be written, and there is a file of that name`,
    'give that file another name; no file was touched',
  );
}

function writeOf({ status, text }: FileResult, file: ProjectFile | undefined): Write[] {
  if (status !== 'changed' || file === undefined) return [];
  return [{ absolute: file.absolute, path: file.path, before: { text: file.text, bytes: file.bytes }, after: text }];
}

function accountOf(
  { seen, skipped, unconcerned }: Project,
  files: readonly FileResult[],
  failed: readonly Failed[],
): Account {
  const count = (status: FileResult['status']) => files.filter((file) => file.status === status).length;
  return {
    seen,
    changed: count('changed'),
    unchanged: unconcerned + count('unchanged'),
    skipped: skipped.size,
    failed: failed.length,
  };
}
