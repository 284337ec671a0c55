import path from 'node:path';
import { fieldsOf } from '../../facts/records';
import { readText } from '../files/read-file';
import { readJson } from '../files/read-json';
import { typescriptFrom } from './find-typescript';

/** A TypeScript that cannot read the types of OpenTelemetry. */
export interface OutdatedTypeScript {
  readonly version: string;
  /** Where that is known from, such as `package.json`. */
  readonly from: string;
}

/** A version, and where it stands. */
interface Known extends OutdatedTypeScript {
  readonly release: Release;
}

interface Release {
  readonly major: number;
  readonly minor: number;
}

/** The first TypeScript that is too old among those that compile the files of these folders, as far as it is known without one being installed. */
export function findOutdatedTypeScript(root: string, folders: Iterable<string>): OutdatedTypeScript | undefined {
  for (const folder of folders) {
    const known = typescriptOf(root, folder);
    if (known !== undefined && isOutdated(known.release)) return { version: known.version, from: known.from };
  }
  return undefined;
}

/**
 * Measured: 4.7 reads each version of `@opentelemetry/api` that a range of ours admits; 4.5 reads 1.9.1, but not 1.10, and 3.8 nothing but
 * 1.9.0.
 */
function isOutdated({ major, minor }: Release): boolean {
  return major < 4 || (major === 4 && minor < 7);
}

/** What is installed is what compiles; else what is locked, else the newest that package.json admits. */
function typescriptOf(root: string, folder: string): Known | undefined {
  const installed = typescriptFrom(path.join(root, folder, 'package.json'));
  if (installed !== undefined) return knownAs(installed.version, 'node_modules');
  for (const at of foldersAbove(folder)) {
    const here = path.join(root, at);
    const range = rangeIn(path.join(here, 'package.json'));
    const locked = lockedIn(here);
    if (locked !== undefined) return locked;
    const newest = range === undefined ? undefined : newestOf(range);
    if (newest !== undefined) return { version: range ?? '', from: 'package.json', release: newest };
  }
  return undefined;
}

/** A folder and those above it, the project's own last. */
function foldersAbove(folder: string): readonly string[] {
  const parent = path.posix.dirname(folder);
  return folder === '' || folder === '.' ? [''] : [folder, ...foldersAbove(parent)];
}

function rangeIn(file: string): string | undefined {
  const manifest = fieldsOf(readJson(file));
  const ranges = ['devDependencies', 'dependencies'].map((section) => fieldsOf(manifest[section]).typescript);
  return ranges.find((range) => typeof range === 'string');
}

/** How the lock files of npm, yarn and pnpm say a version. */
const LOCKS: readonly (readonly [name: string, version: RegExp])[] = [
  ['package-lock.json', /^\s+"(?:node_modules\/)?typescript": \{\s+"version": "([\d.]+)/gm],
  ['yarn.lock', /^"?typescript@[^\n]*:\n\s+version:? "?([\d.]+)/gm],
  ['pnpm-lock.yaml', /^\s+'?\/?typescript[@/]([\d.]+)'?:/gm],
];

/** Where packages of a repository have one each, the lock file does not say which is whose. */
function lockedIn(folder: string): Known | undefined {
  for (const [name, pattern] of LOCKS) {
    const text = readText(path.join(folder, name));
    const versions = new Set([...(text ?? '').matchAll(pattern)].map(([, version = '']) => version));
    const [version] = versions;
    if (version !== undefined && versions.size === 1) return knownAs(version, name);
  }
  return undefined;
}

function knownAs(version: string, from: string): Known | undefined {
  const release = releaseOf(version);
  return release && { version, from, release };
}

function releaseOf(text: string): Release | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) };
}

/** The newest release that `3.9.7`, `~4.2`, `^3.1.1` or `3.x` admits; undefined where the range says no end. */
function newestOf(range: string): Release | undefined {
  const releases = range.split('||').map((part) => newestOfOne(part.trim()));
  if (releases.some((release) => release === undefined)) return undefined;
  return releases.sort((a, b) => (b?.major ?? 0) - (a?.major ?? 0) || (b?.minor ?? 0) - (a?.minor ?? 0))[0];
}

function newestOfOne(part: string): Release | undefined {
  const [, sign, major, minor] = /^([~^=]?)v?(\d+)(?:\.(\d+|x|\*))?(?:\.[\w.*-]+)?$/.exec(part) ?? [];
  if (major === undefined) return undefined;
  const isAnyMinor = sign === '^' || minor === undefined || !/^\d/.test(minor);
  return { major: Number(major), minor: isAnyMinor ? Number.POSITIVE_INFINITY : Number(minor) };
}
