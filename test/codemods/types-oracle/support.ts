import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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
