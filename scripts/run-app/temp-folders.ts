import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = new Set<string>();

/** A new folder outside of the repository, so that nothing is found by looking upwards; removed by `removeTempFolders`. */
export function tempFolder(name: string): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), `ot2otel-${name}-`));
  folders.add(folder);
  return folder;
}

/** Removes every folder that `tempFolder` made. */
export function removeTempFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
}
