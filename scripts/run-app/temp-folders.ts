import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folders = new Set<string>();

/** A new folder outside of the repository, so that nothing is found by looking upwards; removed when the process ends. */
export function tempFolder(name: string): string {
  if (folders.size === 0) process.once('exit', removeTempFolders);
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), `ot2otel-${name}-`));
  folders.add(folder);
  return folder;
}

function removeTempFolders(): void {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
