import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Finding, finding } from '../catalog/findings';
import { countUnproven } from '../catalog/findings/unproven';
import { API } from '../catalog/opentelemetry-api';
import type { SkipReason } from '../discover/skipped';
import { packageOf } from '../facts/modules/packages';
import {
  listedIn,
  listsTracing,
  type ManifestFile,
  manifestChange,
  manifestMentions,
  mentions,
} from '../manifest/manifest-change';
import { updateManifest } from '../manifest/update-manifest';
import { type FileResult, type MigrateResult, migrate } from '../migrate';
import type { SpanCounts } from '../plan/span-counts';
import { sdkLineFor } from '../rules/setup/sdk-line';
import type { MigrateOptions } from '../rules/types';
import { isTypeScript } from '../types-oracle/check-types';
import { mayLoadIn } from './files/aside';
import { asksHostFor } from './files/peers';
import { readWhole } from './files/read-file';
import { type PassedOver, type Project, type ProjectFile, readProject } from './files/read-project';
import { UserError } from './io';
import { borderTypes, mentionsShim } from './types/border-types';
import { compiledFiles } from './types/compiled-files';
import { findOutdatedApi } from './types/outdated-api';
import { findOutdatedJest } from './types/outdated-jest';
import { findOutdatedReaders, type OutdatedReader } from './types/outdated-readers';
import { findOutdatedTypeScript, type Outdated } from './types/outdated-typescript';
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
export interface Migration {
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
  /** A TypeScript of the project that will not compile what is written. */
  readonly outdated: Outdated | undefined;
  /** A jest of the project that cannot load the SDK which is written down now. */
  readonly outdatedJest: Outdated | undefined;
  /** An API of OpenTelemetry that the project lists and that is too old for what is written. */
  readonly outdatedApi: Outdated | undefined;
  /** What reads the files before Node.js does and cannot read what is there now. */
  readonly outdatedReaders: readonly OutdatedReader[];
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
  const { files, manifests, tsconfigs, others, root } = project;
  const ofBroken = new Set(project.ofBrokenPackages.map((file) => file.path));
  const types = projectTypes(
    root,
    [...manifests.keys()].map((folder) => path.join(root, folder)),
  );
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
  types.close();
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
  const sdk = foldersOf(written.filter(loadsSdk), manifests);
  const brought = (syntax: RegExp) =>
    foldersOf(
      written.filter((write) => bringsSyntax(syntax, write)),
      manifests,
    );
  return {
    project,
    writes,
    failed,
    skipped: project.skipped,
    findings: [...result.findings, ...project.passedOver.map(passedOverFinding)],
    sites: result.sites,
    spans: result.spans,
    account: accountOf(project, result.files, failed),
    typesMissing: types.missing(),
    needsShim: result.sites.rewritten > 0 && stays(result) ? needsShim(manifests, writes) : undefined,
    outdated: findOutdatedTypeScript(root, foldersOf(written.filter(isTyped), manifests)),
    outdatedJest: findOutdatedJest(root, sdk),
    outdatedApi: findOutdatedApi(root, foldersOf(written.filter(speaksNew), manifests)),
    outdatedReaders: findOutdatedReaders(root, { newSyntax: brought(NEW_SYNTAX), spreads: brought(SPREAD), sdk }),
    types: result.types,
    textOf: (file) => (byPath.get(file) ?? passedOver.get(file))?.text ?? '',
  };
}

/** TypeScript that reads OpenTelemetry's types. */
function isTyped({ path: file, after }: Write): boolean {
  return isTypeScript(file) && after.includes('@opentelemetry/');
}

/** OpenTelemetry is spoken there now. */
function speaksNew({ after }: Write): boolean {
  return /@(?:opentelemetry|ot2otel)\//.test(after);
}

/** The SDK is loaded there now, for a test or by the program. */
function loadsSdk({ after }: Write): boolean {
  return after.includes('@opentelemetry/sdk-');
}

/** `?.` and `??`, and not `test ?.5 : 1`. */
const NEW_SYNTAX = /\?\.(?!\d)|\?\?/;

/** `{ ...more }` */
const SPREAD = /\{\s*\.\.\./;

/** Such syntax is written there by this run, in a file that had none. */
function bringsSyntax(syntax: RegExp, { before, after }: Write): boolean {
  return syntax.test(after) && !syntax.test(before?.text ?? '');
}

/** The packages that files stand in. */
function foldersOf(writes: readonly Write[], manifests: Project['manifests']): ReadonlySet<string> {
  return new Set(writes.map((write) => packageOf(write.path, manifests).folder ?? path.posix.dirname(write.path)));
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

/** The texts of all files that concern tracing, as they will be. */
function filesAfter({ files }: Project, writes: readonly Write[]): readonly ManifestFile[] {
  const after = new Map([
    ...files.map(({ path, text }) => [path, text] as const),
    ...writes.map((write) => [write.path, write.after] as const),
  ]);
  return [...after].map(([path, text]) => ({ path, text }));
}

/** The package.json files of which a file changes, where their dependencies change with it. */
function manifestWrites(
  project: Project,
  writes: readonly Write[],
  folderOf: (file: string) => string | undefined,
): readonly Write[] {
  const { root, manifests } = project;
  const own = [...manifests].map(([folder, manifest]) =>
    manifestMentions(path.posix.join(folder, 'package.json'), manifest),
  );
  const after = [...filesAfter(project, writes), ...own];
  const written = new Map(writes.map((write) => [write.path, write.before?.text ?? '']));
  // The API serves whoever asks for it; of the SDK, a file that asked before knows which version it is written for.
  const asksAnew = (file: string, name: string) => {
    const text = written.get(file);
    return text !== undefined && (name === API || !mentions(text, name));
  };
  const folders = new Set(writes.map((write) => folderOf(write.path)));
  return [...folders].flatMap((folder) => {
    if (folder === undefined) return [];
    const own = after.filter((file) => folderOf(file.path) === folder);
    const isHeld = holderOf(project, folder, folderOf);
    const change = manifestChange(own, sdkLineFor(manifests.get(folder)), asksAnew, isHeld);
    const file = path.posix.join(folder, 'package.json');
    const absolute = path.join(root, file);
    const before = readWhole(absolute);
    const updated = before && updateManifest(before.text, change);
    return updated === undefined || updated === before?.text ? [] : [{ absolute, path: file, before, after: updated }];
  });
}

/** What keeps a package in a package.json beside the files that are worked on: others that load it, and packages that ask their host for it. */
function holderOf({ root, aside, manifests }: Project, folder: string, folderOf: (file: string) => string | undefined) {
  const listed = listedIn(manifests.get(folder));
  const mayLoad = mayLoadIn(root);
  return (name: string) =>
    listed.has(name) &&
    ([...listed.keys()].some((other) => asksHostFor(path.join(root, folder), other, name)) ||
      aside.some((file) => folderOf(file) === folder && mayLoad(file, name)));
}

/**
 * The folder of the package.json that lists OpenTracing for a file: the nearest that does, one for many packages in some repositories, else
 * that of its package.
 */
function listingFolders(manifests: Project['manifests']): (file: string) => string | undefined {
  const listing = new Map([...manifests].filter(([, manifest]) => listsTracing(manifest)));
  const known = new Map<string, string | undefined>();
  return (file) => {
    const home = path.posix.dirname(file);
    if (!known.has(home)) known.set(home, packageOf(file, listing).folder ?? packageOf(file, manifests).folder);
    return known.get(home);
  };
}
