import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** A TypeScript that is installed. */
export interface FoundTypeScript {
  readonly version: string;
  readonly major: number;
  /** The folder of the package. */
  readonly folder: string;
  readonly load: (specifier: string) => unknown;
}

/** The TypeScript that the project itself is compiled with, else the one that is installed beside us, if any. */
export function findTypeScript(folders: readonly string[]): FoundTypeScript | undefined {
  for (const folder of folders) {
    const found = typescriptFrom(path.join(folder, 'package.json'));
    if (found !== undefined) return found;
  }
  return typescriptFrom(__filename);
}

/** The TypeScript that a program in this file would load. */
export function typescriptFrom(file: string): FoundTypeScript | undefined {
  try {
    const load = createRequire(file);
    const manifest = load.resolve('typescript/package.json');
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }; // npm installs none without
    return { version, major: Number.parseInt(version, 10), folder: path.dirname(manifest), load };
  } catch {
    return undefined;
  }
}
