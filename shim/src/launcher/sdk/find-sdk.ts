import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadFile } from '../load-file';
import { type Application, findModule } from './application';

/** The packages that make an SDK, the fullest first; the last two are those of line 2. */
const PACKAGES = [
  '@opentelemetry/sdk-node',
  '@opentelemetry/sdk-trace',
  '@opentelemetry/sdk-trace-node',
  '@opentelemetry/sdk-trace-base',
] as const;

/** The SDK that the application installed. */
export interface Sdk {
  readonly name: string;
  readonly version: string;
  /** Folders to resolve its parts from: its own, then the application's. */
  readonly folders: readonly string[];
}

/** Finds the SDK that the application installed, of either line; undefined when there is none. */
export function findSdk({ folders }: Application): Sdk | undefined {
  for (const folder of folders)
    for (const name of PACKAGES) {
      const file = findModule(name, [folder]);
      if (file !== undefined) return describeSdk(name, file, folders);
    }
  return undefined;
}

function describeSdk(name: string, file: string, folders: readonly string[]): Sdk {
  const base = findModule('@opentelemetry/sdk-trace-base', [path.dirname(file)]);
  const own = [file, ...(base === undefined ? [] : [base])].map((entry) => path.dirname(entry));
  return { name, version: versionOf(name, file), folders: [...own, ...folders] };
}

/** Read from the folder: packages of line 3 do not let their package.json be resolved. */
function versionOf(name: string, file: string): string {
  const end = file.lastIndexOf(path.join('node_modules', name)) + path.join('node_modules', name).length;
  try {
    return String(JSON.parse(readFileSync(path.join(file.slice(0, end), 'package.json'), 'utf8')).version);
  } catch {
    return 'unknown';
  }
}

/** Loads a part of the SDK from where the SDK itself would find it; undefined when it is not installed. */
export function loadPart(sdk: Sdk, name: string): unknown {
  const file = findModule(name, sdk.folders);
  return file === undefined ? undefined : loadFile(file);
}

/** What to install on this Node: SDK 3.x needs 22.15 (its `engines`). */
export function installCommand(nodeVersion: string): string {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const isNew = major > 22 || (major === 22 && minor >= 15);
  return isNew
    ? 'npm install @opentelemetry/sdk-node'
    : 'npm install @opentelemetry/api@1.9 @opentelemetry/sdk-node@0.223';
}
