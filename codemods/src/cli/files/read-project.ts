import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { isDeclaration } from '../../catalog/declaration-files';
import { namesOpenTracing } from '../../catalog/names-opentracing';
import { type Concern, concernsTracing } from '../../discover/concerns-tracing';
import { isSourcePath, type SkipReason, skipReasonOfPath, skipReasonOfText } from '../../discover/skipped';
import { findBridges, type Others } from '../../facts/modules/bridges';
import { type Compiled, compiledFrom } from '../../facts/modules/compiled-from';
import { findConnected, type Neighbour } from '../../facts/modules/connected';
import { outputsOf } from '../../facts/modules/module-outputs';
import type { FactsOptions } from '../../facts/modules/modules';
import { fieldsOf } from '../../facts/modules/records';
import type { InputFile } from '../../migrate';
import { gitRootOf } from '../git';
import { filesIn, findFiles, type ListFiles, placeOfPath } from './find-files';
import { FileReader, readText } from './read-file';
import { type OfBrokenPackage, ofBrokenPackages, readManifests } from './read-manifests';
import { readTsconfigs } from './read-tsconfigs';

/** A file that concerns tracing, as it was read. Its path is relative to the project's root, with forward slashes. */
export interface ProjectFile extends InputFile {
  readonly absolute: string;
  readonly bytes: Buffer;
  /** Whether the user asked for it; the others are read only to know what the code in these means. */
  readonly wanted: boolean;
}

/** A file that names OpenTracing and that no person edits. */
export interface PassedOver extends InputFile {
  /** Also of what, where it is compiled. */
  readonly reason: string;
}

/** What was found on the disk. */
export interface Project {
  readonly root: string;
  readonly inGit: boolean;
  readonly files: readonly ProjectFile[];
  readonly manifests: ReadonlyMap<string, unknown>;
  readonly tsconfigs: ReadonlyMap<string, unknown>;
  /** Files that the user asked for, and that stay. */
  readonly ofBrokenPackages: readonly OfBrokenPackage[];
  /** The files that do not concern tracing. */
  readonly others: Others<Neighbour>;
  /** The files that are not worked on and may concern it all the same: passed over, not to be read, or no JavaScript. */
  readonly aside: readonly string[];
  /** Files that the user's paths mean, of all kinds. */
  readonly seen: number;
  readonly skipped: ReadonlyMap<string, SkipReason>;
  /** Those of them that name OpenTracing. */
  readonly passedOver: readonly PassedOver[];
  readonly named: ReadonlySet<string>;
  /** How many of them have nothing to do with tracing. */
  readonly unconcerned: number;
}

/** Reads the files that concern tracing: of the paths, and of the project around them, without which the paths' own cannot be understood. */
export function readProject(cwd: string, paths: readonly string[]): Project {
  const list = listingOnce();
  const found = findFiles(cwd, paths, list);
  const { root, inGit } = rootOf(cwd, paths);
  const skipped = new Map(found.skipped);
  const passedOver: PassedOver[] = [];
  const wanted = new Set(found.files);
  const context = list(root)
    .filter((file) => isSourcePath(file) && skipReasonOfPath(file) === undefined)
    .map((file) => path.join(root, file))
    .filter((file) => !wanted.has(file));
  const reader = new FileReader();
  const skip: Skip = (file, reason, text, why = reason) => {
    if (!wanted.has(file)) return;
    skipped.set(file, reason);
    if (text !== undefined && namesOpenTracing(text))
      passedOver.push({ path: pathWithin(root, file), text, reason: why });
  };
  const reading = readAll(reader, root, [...found.files, ...context], wanted, skip);
  const { unread } = reading;
  const folders = foldersOf(reading.read);
  const packages = readManifests(root, folders);
  const { manifests } = packages;
  const configured = readTsconfigs(root, folders, manifests);
  const { read, tsconfigs } = withoutCompiled(reading, configured, list(root), skip);
  const readUnread = (file: string) => {
    const absolute = unread.get(file);
    return absolute === undefined ? undefined : readBridge(reader, root, absolute, wanted.has(absolute));
  };
  const files = concerned(read, { paths: [...unread.keys()], read: readUnread }, { manifests, tsconfigs });
  const wantedHere = files.filter((file) => file.wanted).length + (skipped.size - found.skipped.size);
  return {
    root,
    inGit,
    files,
    manifests,
    tsconfigs,
    ofBrokenPackages: ofBrokenPackages(
      files.filter((file) => file.wanted),
      packages,
    ),
    others: othersThan(files, { ...reading, read }),
    aside: asideIn(list(root), reading),
    seen: found.files.length + found.skipped.size,
    skipped,
    passedOver,
    named: found.named,
    unconcerned: found.files.length - wantedHere,
  };
}

/** The work tree, else the nearest package, else the folder that was named. */
function rootOf(cwd: string, paths: readonly string[]): Pick<Project, 'root' | 'inGit'> {
  const folders = paths.map((given) => nearestFolder(placeOfPath(cwd, given) ?? path.resolve(cwd, given)));
  const common = folders.reduce((a, b) => commonFolder(a, b));
  const top = gitRootOf(common);
  return { root: top ?? packageFolder(common) ?? common, inGit: top !== undefined };
}

/** Lists a folder once, whoever asks: the user's path is mostly the project. */
function listingOnce(): ListFiles {
  const listed = new Map<string, readonly string[]>();
  return (folder) => {
    const files = listed.get(folder) ?? filesIn(folder);
    listed.set(folder, files);
    return files;
  };
}

function nearestFolder(at: string): string {
  for (let folder = at; ; folder = path.dirname(folder))
    if (existsSync(folder) && lstatSync(folder).isDirectory()) return folder;
}

function commonFolder(a: string, b: string): string {
  let folder = a;
  while (path.relative(folder, b).startsWith('..')) folder = path.dirname(folder);
  return folder;
}

/** Never as far as a folder that holds unrelated things. */
function packageFolder(from: string): string | undefined {
  const ends = new Set([homeFolder(), tmpdir(), path.parse(from).root]);
  for (let folder = from; !ends.has(folder); folder = path.dirname(folder))
    if (existsSync(path.join(folder, 'package.json'))) return folder;
  return undefined;
}

/** A user that the system does not list, as in a container, has none unless HOME says so. */
function homeFolder(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

interface ReadFile extends ProjectFile {
  readonly concern: Concern;
}

/** What was read of a project, and the files without a word of tracing, by their paths in it. */
interface Reading {
  readonly read: readonly ReadFile[];
  readonly unread: ReadonlyMap<string, string>;
  /** The paths of those that a program wrote. */
  readonly written: ReadonlySet<string>;
}

/** Tells that a file is passed over, and, where its text shows more than a reason of the account says, why. */
type Skip = (file: string, reason: SkipReason, text?: string, why?: string) => void;

/** What was read and is nobody's to edit because its source is in the project. What loads it is shown the source. */
function withoutCompiled(
  { read, written }: Reading,
  configured: ReadonlyMap<string, unknown>,
  listed: readonly string[],
  skip: Skip,
): { readonly read: readonly ReadFile[]; readonly tsconfigs: ReadonlyMap<string, unknown> } {
  const paths = new Set(listed.map(posix));
  const outputs = outputsOf(configured);
  const tsconfigs = new Map(configured);
  const outcome = new Set(written);
  const sources = read.filter((file) => {
    const compiled = compiledFrom(file, paths, outputs);
    if (compiled === undefined) return true;
    skip(file.absolute, 'build output', file.text, `compiled from ${compiled.source}`);
    outcome.add(file.path);
    if (compiled.output !== undefined) addOutput(tsconfigs, compiled.output);
    return false;
  });
  return { read: withoutDeclarationsOf(outcome, sources, skip), tsconfigs };
}

/** What declares a module that stays as a compiler wrote it goes on saying what that gives. */
function withoutDeclarationsOf(
  written: ReadonlySet<string>,
  read: readonly ReadFile[],
  skip: Skip,
): readonly ReadFile[] {
  return read.filter((file) => {
    const isOfWritten = isDeclaration(file.path) && written.has(file.path.replace(/\.d\.([cm]?)ts$/, '.$1js'));
    if (isOfWritten) skip(file.absolute, 'build output', file.text);
    return !isOfWritten;
  });
}

/** As a configuration would say it that has none: the folders are given on the command line. */
function addOutput(tsconfigs: Map<string, unknown>, { home, outDir, rootDir }: NonNullable<Compiled['output']>): void {
  const config = fieldsOf(tsconfigs.get(home));
  tsconfigs.set(home, { ...config, compilerOptions: { outDir, rootDir, ...fieldsOf(config.compilerOptions) } });
}

/** Every file once, where it stands: a link counts for the file that it leads to, if nothing else does. */
function readAll(
  reader: FileReader,
  root: string,
  files: readonly string[],
  wanted: ReadonlySet<string>,
  skip: Skip,
): Reading {
  const own = new Map<string, ReadFile>();
  const links: { readonly link: ReadFile; readonly target: string }[] = [];
  const unread = new Map<string, string>();
  const written = new Set<string>();
  for (const absolute of files) {
    const read = readOne(reader, root, absolute, wanted.has(absolute));
    if (read === undefined) {
      unread.set(pathWithin(root, absolute), absolute);
      continue;
    }
    const target = realPathOf(absolute);
    if ('reason' in read) {
      skip(absolute, read.reason, read.text);
      if (read.reason === 'build output') written.add(pathWithin(root, absolute));
    } else if (target === undefined) skip(absolute, 'no regular file');
    else if (target === absolute) own.set(absolute, read);
    else links.push({ link: read, target });
  }
  for (const { link, target } of links) {
    const inside = posix(path.relative(root, target));
    const reason = own.has(target) ? 'the same file under another name' : skipReasonOfTarget(inside);
    if (reason === undefined) own.set(target, { ...link, absolute: target, path: inside });
    else skip(link.absolute, reason);
  }
  return { read: [...own.values()], unread, written };
}

/** Undefined where the file has gone since it was read. */
function realPathOf(file: string): string | undefined {
  try {
    return realpathSync.native(file);
  } catch {
    return undefined;
  }
}

function skipReasonOfTarget(inside: string): SkipReason | undefined {
  const isOutside = inside.startsWith('../') || path.isAbsolute(inside);
  return isOutside ? 'a link that leads out of the project' : skipReasonOfPath(inside);
}

/** Why a file is not worked on, and its text where that shows it. */
interface Skipped {
  readonly reason: SkipReason;
  readonly text?: string;
}

/** A file that may concern tracing; undefined for one that does not; else why it cannot be worked on. */
function readOne(reader: FileReader, root: string, absolute: string, wanted: boolean): ReadFile | Skipped | undefined {
  const read = reader.read(absolute);
  if (typeof read === 'string') return { reason: read };
  if (isUtf16(read)) return { reason: 'not UTF-8' };
  const concern = concernsTracing(read);
  if (concern === 'no') return undefined;
  return fileOf(root, absolute, Buffer.from(read), { wanted, concern });
}

/** A file that no word of tracing brought here; undefined if it cannot be worked on, or is read where a link leads. */
function readBridge(reader: FileReader, root: string, absolute: string, wanted: boolean): ReadFile | undefined {
  const read = reader.read(absolute);
  if (typeof read === 'string' || realPathOf(absolute) !== absolute) return undefined;
  const file = fileOf(root, absolute, Buffer.from(read), { wanted, concern: 'maybe' });
  return 'reason' in file ? undefined : file;
}

function fileOf(
  root: string,
  absolute: string,
  bytes: Buffer,
  known: Pick<ReadFile, 'wanted' | 'concern'>,
): ReadFile | Skipped {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return { reason: 'not UTF-8' };
  const reason = skipReasonOfText(text);
  if (reason !== undefined) return { reason, text };
  return { absolute, path: pathWithin(root, absolute), text, bytes, ...known };
}

/** What it speaks of cannot be told by looking for words in it; a compiler of TypeScript reads it all the same. */
function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  return mark === 0xfeff || mark === 0xfffe;
}

function concerned(read: readonly ReadFile[], others: Others<ReadFile>, project: FactsOptions): readonly ProjectFile[] {
  const certain = read.filter(({ concern }) => concern === 'yes');
  const possible = read.filter(({ concern }) => concern === 'maybe');
  const bridges = findBridges(certain, possible, others, project);
  const connected = findConnected(certain, [...possible, ...bridges], project);
  return [...read, ...bridges].filter((file) => file.concern === 'yes' || connected.has(file));
}

/** Those of the listed files of which nothing was read that is worked on; what a compiler wrote follows its source. */
function asideIn(listed: readonly string[], { read, unread, written }: Reading): readonly string[] {
  const known = new Set(read.map((file) => file.path));
  return listed.map(posix).filter((file) => !known.has(file) && !unread.has(file) && !written.has(file));
}

/** All that is not among the files of the run; read again where somebody asks, which few projects give reason for. */
function othersThan(files: readonly ProjectFile[], { read, unread }: Reading): Others<Neighbour> {
  const others = new Map([...unread, ...read.map((file) => [file.path, file.absolute] as const)]);
  for (const file of files) others.delete(file.path);
  return {
    paths: [...others.keys()],
    read: (path) => {
      const absolute = others.get(path);
      const text = absolute === undefined ? undefined : readText(absolute);
      return text === undefined ? undefined : { path, text };
    },
  };
}

/** Every folder from those of the files up to the root. */
function foldersOf(files: readonly ProjectFile[]): ReadonlySet<string> {
  const folders = new Set(['']);
  for (const file of files)
    for (
      let folder = path.posix.dirname(file.path);
      folder !== '.' && !folders.has(folder);
      folder = path.posix.dirname(folder)
    )
      folders.add(folder);
  return folders;
}

/** The path of a file as seen from the root, with forward slashes. Nearly all are in it, and spelt as it is. */
function pathWithin(root: string, absolute: string): string {
  const isInside = absolute.startsWith(root) && absolute[root.length] === path.sep;
  return posix(isInside ? absolute.slice(root.length + 1) : path.relative(root, absolute));
}

function posix(file: string): string {
  return file.split(path.sep).join('/');
}
