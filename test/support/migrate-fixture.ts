// Runs the codemod over one side of a before/after case, as the command line would.
import { type InputFile, type MigrateResult, migrate } from '../../codemods/src/migrate';

const SOURCES = /\.([cm]?[jt]sx?|vue|svelte)$/;

/** Whether a path of a case is code, and not a manifest. */
export function isSource({ path }: InputFile): boolean {
  return SOURCES.test(path);
}

function manifestsOf(files: readonly InputFile[]): Map<string, unknown> {
  const manifests = files.filter(({ path }) => path.endsWith('package.json'));
  const found = new Map(manifests.map(({ path, text }) => [path.slice(0, -'/package.json'.length), JSON.parse(text)]));
  return found.size > 0 ? found : new Map([['', { name: 'fixture', version: '1.0.0' }]]);
}

/** Migrates the files of a case with the options of the case. */
export function migrateFiles(files: readonly InputFile[], options: Record<string, unknown>): MigrateResult {
  return migrate({ files: files.filter(isSource), manifests: manifestsOf(files), options });
}

/** What a migration comes to: text by path, new files too. */
export function textsOf(result: MigrateResult): Record<string, string> {
  return Object.fromEntries([...result.files, ...result.created].map(({ path, text }) => [path, text]));
}
