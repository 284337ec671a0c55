import { existsSync } from 'node:fs';
import path from 'node:path';
import { oncePerKey } from '../../facts/flow/once';
import { fieldsOf } from '../../facts/modules/records';
import { Configurations } from '../../types-oracle/configurations';
import { readJson } from '../files/read-json';

/**
 * Whether the tsconfig.json that speaks of a file takes it in, by the folders that its `include`, `exclude` and `files` name; what it extends
 * is not asked. The path is relative to the root, with forward slashes.
 */
export function compiledFiles(root: string): (file: string) => boolean {
  const at = root.split(path.sep).join('/');
  const configurations = new Configurations(at, existsSync);
  const read = oncePerKey((config: string) => fieldsOf(readJson(config)));
  return (file) => {
    const config = configurations.of(`${at}/${file}`);
    return (
      config === undefined || takesIn(read(config), path.posix.relative(path.posix.dirname(config), `${at}/${file}`))
    );
  };
}

function takesIn({ include, exclude, files }: Readonly<Record<string, unknown>>, file: string): boolean {
  if (names(files, file)) return true;
  return (include === undefined ? files === undefined : names(include, file)) && !names(exclude, file);
}

/** Whether one of the patterns begins with a folder of the file, or is it: `src`, `./src/**`, `.`. */
function names(patterns: unknown, file: string): boolean {
  if (!Array.isArray(patterns)) return false;
  return patterns.some((pattern) => {
    const written = path.posix.normalize(String(pattern)).replace(/^\.?\/?$|\/$/, '');
    const [start = ''] = written.split(/[*?]/);
    return start === written && start !== '' ? `${file}/`.startsWith(`${start}/`) : file.startsWith(start);
  });
}
