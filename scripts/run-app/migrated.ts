import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type InputFile, type MigrateResult, migrate } from '../../codemods/src/migrate';
import type { App } from './app';

/** What the codemod makes of an app; nothing is written. */
export function migrateApp(app: App): MigrateResult {
  const names = readdirSync(app.folder, { recursive: true, encoding: 'utf8' });
  const own = names.filter((name) => !name.split(path.sep).includes('node_modules'));
  const read = (name: string): InputFile => ({
    path: name.split(path.sep).join('/'),
    text: readFileSync(path.join(app.folder, name), 'utf8'),
  });
  const files = own.filter((name) => /\.[cm]?[jt]sx?$/.test(name)).map(read);
  const manifests = new Map(
    own
      .filter((name) => path.basename(name) === 'package.json')
      .map((name) => [path.dirname(name), JSON.parse(read(name).text)]),
  );
  return migrate({ files, manifests });
}

/** Writes some files of an app, and those that came with them. */
export function writeFiles(app: App, files: readonly InputFile[]): void {
  for (const { path: name, text } of files) {
    mkdirSync(path.dirname(path.join(app.folder, name)), { recursive: true });
    writeFileSync(path.join(app.folder, name), text);
  }
}
