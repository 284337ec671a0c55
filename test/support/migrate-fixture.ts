// Runs the codemod over one side of a before/after case, as the command line would.
import { type InputFile, type MigrateResult, migrate } from '../../codemods/src/migrate';

const SOURCES = /\.([cm]?[jt]sx?|vue|svelte)$/;

/** Whether a path of a case is code, and not a manifest. */
export function isSource({ path }: InputFile): boolean {
  return SOURCES.test(path);
}

/** What the files of a name say, by the folder that each stands in. */
function parsed(files: readonly InputFile[], name: string): Map<string, unknown> {
  const found = files.filter(({ path }) => path === name || path.endsWith(`/${name}`));
  return new Map(found.map(({ path, text }) => [path.slice(0, -`/${name}`.length), JSON.parse(text)]));
}

function manifestsOf(files: readonly InputFile[]): Map<string, unknown> {
  const found = parsed(files, 'package.json');
  return found.size > 0 ? found : new Map([['', { name: 'fixture', version: '1.0.0' }]]);
}

/** Migrates the files of a case with the options of the case. */
export function migrateFiles(files: readonly InputFile[], options: Record<string, unknown>): MigrateResult {
  return migrate({
    files: files.filter(isSource),
    manifests: manifestsOf(files),
    tsconfigs: parsed(files, 'tsconfig.json'),
    options,
  });
}

/** What a migration comes to: text by path, new files too. */
export function textsOf(result: MigrateResult): Record<string, string> {
  return Object.fromEntries([...result.files, ...result.created].map(({ path, text }) => [path, text]));
}
