import path from 'node:path';
import { fieldsOf } from '../../facts/modules/records';
import { readText } from '../files/read-file';
import { readJson } from '../files/read-json';

/** The version of a package of the project, and where that is known from, such as `package.json`. */
export interface PackageVersion {
  readonly version: string;
  readonly from: string;
  readonly release: Release;
}

export interface Release {
  readonly major: number;
  readonly minor: number;
}

/** What a folder has of a package: what is locked, else the newest that package.json admits. */
export function listedVersion(root: string, folder: string, name: string): PackageVersion | undefined {
  for (const at of foldersAbove(folder)) {
    const here = path.join(root, at);
    const range = rangeIn(path.join(here, 'package.json'), name);
    const locked = lockedIn(here, name);
    if (locked !== undefined) return locked;
    const newest = range === undefined ? undefined : newestOf(range);
    if (newest !== undefined) return { version: range ?? '', from: 'package.json', release: newest };
  }
  return undefined;
}

/** Whether the package.json of a folder, or of one above it, asks for a package. */
export function isListed(root: string, folder: string, name: string): boolean {
  return foldersAbove(folder).some((at) => rangeIn(path.join(root, at, 'package.json'), name) !== undefined);
}

/** What is installed of a package for a folder. */
export function installedVersion(root: string, folder: string, name: string): PackageVersion | undefined {
  for (const at of foldersAbove(folder)) {
    const { version } = fieldsOf(readJson(path.join(root, at, 'node_modules', name, 'package.json')));
    if (typeof version === 'string') return knownAs(version, 'node_modules');
  }
  return undefined;
}

/** What a folder has of a package: what is installed, else what is listed. */
export function versionOf(root: string, folder: string, name: string): PackageVersion | undefined {
  return installedVersion(root, folder, name) ?? listedVersion(root, folder, name);
}

/** A folder and those above it, the project's own last. */
function foldersAbove(folder: string): readonly string[] {
  const parent = path.posix.dirname(folder);
  return folder === '' || folder === '.' ? [''] : [folder, ...foldersAbove(parent)];
}

function rangeIn(file: string, name: string): string | undefined {
  const manifest = fieldsOf(readJson(file));
  const ranges = ['devDependencies', 'dependencies'].map((section) => fieldsOf(manifest[section])[name]);
  return ranges.find((range) => typeof range === 'string');
}

/** How the lock files of npm, yarn and pnpm say the version of a package. */
const LOCKS: readonly (readonly [file: string, version: (name: string) => RegExp])[] = [
  ['package-lock.json', (name) => new RegExp(`^\\s+"(?:node_modules/)?${name}": \\{\\s+"version": "([\\d.]+)`, 'gm')],
  ['yarn.lock', (name) => new RegExp(`^"?${name}@[^\\n]*:\\n\\s+version:? "?([\\d.]+)`, 'gm')],
  ['pnpm-lock.yaml', (name) => new RegExp(`^\\s+'?/?${name}[@/]([\\d.]+)'?:`, 'gm')],
];

/** Where packages of a repository have one each, the lock file does not say which is whose. */
function lockedIn(folder: string, name: string): PackageVersion | undefined {
  for (const [file, pattern] of LOCKS) {
    const text = readText(path.join(folder, file));
    const versions = new Set([...(text ?? '').matchAll(pattern(name))].map(([, version = '']) => version));
    const [version] = versions;
    if (version !== undefined && versions.size === 1) return knownAs(version, file);
  }
  return undefined;
}

export function knownAs(version: string, from: string): PackageVersion | undefined {
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
