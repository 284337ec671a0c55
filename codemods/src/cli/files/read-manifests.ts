import path from 'node:path';
import { parseExpression } from '@babel/parser';
import { packageOf } from '../../facts/modules/packages';
import { FileReader } from './read-file';

/** The package.json files of some folders: what they say, and why one says nothing that Node.js and npm would take, by folder. */
export interface Manifests {
  readonly manifests: ReadonlyMap<string, unknown>;
  readonly broken: ReadonlyMap<string, string>;
}

/** Reads the package.json files of folders that are relative to a root. A folder without one is in neither map. */
export function readManifests(root: string, folders: ReadonlySet<string>): Manifests {
  const manifests = new Map<string, unknown>();
  const broken = new Map<string, string>();
  const reader = new FileReader();
  for (const folder of folders) {
    const read = readManifest(reader, path.join(root, folder, 'package.json'));
    if (typeof read === 'string') broken.set(folder, read);
    else if (read !== undefined) manifests.set(folder, read);
  }
  return { manifests, broken };
}

/** What a package.json holds, or why it cannot be told; undefined where there is none. */
function readManifest(reader: FileReader, file: string): object | string | undefined {
  const bytes = reader.read(file);
  if (bytes === 'no regular file') return undefined;
  if (typeof bytes === 'string') return `is ${bytes}`;
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return 'is not UTF-8';
  if (text.trim() === '') return 'is empty';
  const plain = text.replace(/^\uFEFF/, ''); // npm and Node.js take a byte order mark
  try {
    const manifest: unknown = JSON.parse(plain);
    const isObject = typeof manifest === 'object' && manifest !== null && !Array.isArray(manifest);
    return isObject ? manifest : 'holds no object';
  } catch {
    return `is not JSON: ${faultIn(plain)}`;
  }
}

/** Where JSON goes wrong: the parser of JSON shows some of the text instead, line ends and all. */
function faultIn(text: string): string {
  try {
    parseExpression(text);
    return 'a comment, a comma at an end, or another notation of JavaScript';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A file whose package says of itself nothing that can be read. */
export interface OfBrokenPackage {
  readonly path: string;
  /** Which package.json that is, and what is wrong with it. */
  readonly reason: string;
}

/** Those among some files. */
export function ofBrokenPackages(
  files: readonly { readonly path: string }[],
  { manifests, broken }: Manifests,
): readonly OfBrokenPackage[] {
  if (broken.size === 0) return [];
  const all = new Map<string, unknown>([...manifests, ...broken]);
  return files.flatMap((file) => {
    const { folder = '' } = packageOf(file.path, all);
    const fault = broken.get(folder);
    return fault === undefined
      ? []
      : [{ path: file.path, reason: `${path.posix.join(folder, 'package.json')} ${fault}` }];
  });
}
