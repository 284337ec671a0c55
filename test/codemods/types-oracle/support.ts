import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Place } from '../../../codemods/src/types-oracle/type-oracle';

/** The types of the shim, with which code that moved and code that stays can be used together. */
export const BORDER = readFileSync(path.resolve(__dirname, '../../../shim/src/types.ts'), 'utf8');

const modules = path.resolve(__dirname, '../../../node_modules');

/** Path -> text, with paths relative to the root of the project. */
export type Tree = Readonly<Record<string, string>>;

/** A project on the disk, with the packages of ours that it names installed in it; gone when the test ends. */
export function projectOnDisk(t: ExecutionContext, tree: Tree, packages: readonly string[] = ['opentracing']): string {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'ot2otel-types-')));
  t.teardown(() => rmSync(root, { recursive: true, force: true }));
  for (const name of packages) install(root, name, name);
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  return root.split(path.sep).join('/');
}

/** Copies a package, under its own name or another's. */
export function install(root: string, name: string, as: string): void {
  cpSync(path.join(modules, name), path.join(root, 'node_modules', as), { recursive: true });
}

/** The last mention of an expression in a file. */
export function placeOf(tree: Tree, file: string, expression: string): Place {
  const text = tree[file] ?? '';
  const start = text.lastIndexOf(expression);
  if (start < 0) throw new Error(`${expression} is not in ${file}`);
  return { path: file, start, end: start + expression.length };
}

/** The texts that a migration would be given: the scripts of the tree. */
export function scriptsOf(tree: Tree): ReadonlyMap<string, string> {
  return new Map(Object.entries(tree).filter(([file]) => /\.[cm]?[jt]sx?$/.test(file)));
}

const cache = path.resolve(__dirname, '../../../.cache');

/** The versions of the native compiler: the last with its first interface, and the first with the stable one. */
export type NativeVersion = '7.0.2' | '7.1.0-beta';

/**
 * The folder that a native compiler is installed in: it cannot stand beside TypeScript 6 in the workspace (both are `tsc`), so it has one of its own, made
 * once. Test files run beside each other, so it is made elsewhere, and the first one counts.
 */
export function nativeTypescript(version: NativeVersion): string {
  const home = path.join(cache, `typescript-${version}`);
  if (existsSync(path.join(home, 'node_modules/typescript/package.json'))) return home;
  mkdirSync(cache, { recursive: true });
  const made = mkdtempSync(path.join(cache, 'typescript-'));
  const arguments_ = ['install', '--prefix', made, '--no-save', '--no-audit', '--no-fund', `typescript@${version}`];
  execFileSync('npm', arguments_, { cwd: made, stdio: 'pipe', shell: process.platform === 'win32' });
  try {
    renameSync(made, home);
  } catch {
    rmSync(made, { recursive: true, force: true });
  }
  return home;
}

/** Makes a project be compiled with it. */
export function useNativeTypescript(root: string, version: NativeVersion): void {
  mkdirSync(path.join(root, 'node_modules'), { recursive: true });
  const installed = path.join(nativeTypescript(version), 'node_modules/typescript');
  symlinkSync(installed, path.join(root, 'node_modules/typescript'), 'junction');
}
