import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyOfApp } from './app';
import { BIN } from './cli';
import { printed } from './program';

/** A file of an app, by its path with forward slashes. */
export interface AppFile {
  readonly path: string;
  readonly text: string;
}

/** What the codemod makes of an app: the sources that it changes, and those that it adds. */
export interface MigratedApp {
  readonly changed: readonly AppFile[];
  readonly created: readonly AppFile[];
}

/** Migrates a copy of a legacy app on the command line. Synchronous, for tests that need to know the files to name themselves. */
export function migrateApp(name: string): MigratedApp {
  const { folder } = copyOfApp(name);
  const before = new Map(sourcesIn(folder).map((file) => [file.path, file.text]));
  const outcome = spawnSync(process.execPath, [BIN, 'codemod', '.', '--force'], { cwd: folder, encoding: 'utf8' });
  if (outcome.status !== 0) throw new Error(`ot2otel codemod ended with ${outcome.status}.\n${printed(outcome)}`);
  const after = sourcesIn(folder);
  return {
    changed: after.filter((file) => before.has(file.path) && before.get(file.path) !== file.text),
    created: after.filter((file) => !before.has(file.path)),
  };
}

/** The sources of an app. */
export function sourcesIn(folder: string): AppFile[] {
  // By entries: a listing of names alone goes through every linked package.
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
    .map((name) => ({
      path: name.split(path.sep).join('/'),
      text: readFileSync(path.join(folder, name), 'utf8'),
    }));
}

/** Writes some files into an app. */
export function writeFiles(folder: string, files: readonly AppFile[]): void {
  for (const { path: name, text } of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}
