/**
 * The part of `typescript/sync` that is used here: what `typescript/unstable/sync` of version 7.0 has become in 7.1. It differs in how files and
 * projects are given, and tells the same of types.
 */
import type { NativeClient, NativeConfig, NativeFiles, NativeProject, NativeTypeScript } from './native-api';

export interface StableTypeScript extends Omit<NativeTypeScript, 'API'> {
  readonly API: new (options: { readonly cwd: string; readonly fs: StableFiles }) => StableClient;
}

/** The part of `typescript/fs` that is used here. */
export interface StableFileSystems {
  readonly serverFS: { readonly useOS: unique symbol; readonly noop: unique symbol };
}

type Elsewhere = symbol;

interface StableFiles {
  readFile(file: string): string | Elsewhere;
  fileExists(file: string): boolean | Elsewhere;
  readonly directoryExists: Elsewhere;
  readonly getAccessibleEntries: Elsewhere;
  readonly realpath: Elsewhere;
  readonly stat: Elsewhere;
  readonly writeFile: Elsewhere;
  readonly removeFile: Elsewhere;
}

interface StableClient {
  parseConfigFile(file: string): NativeConfig;
  createSnapshot(params: { readonly openProjects: readonly string[] }): {
    getConfiguredProject(config: string): NativeProject | undefined;
  };
  close(): void;
}

/** The stable interface by the names of the first one. */
export function asNative(api: StableTypeScript, { serverFS }: StableFileSystems): NativeTypeScript {
  class API implements NativeClient {
    readonly #client: StableClient;

    constructor({ cwd, fs }: { readonly cwd: string; readonly fs: NativeFiles }) {
      this.#client = new api.API({ cwd, fs: filesOf(fs, serverFS) });
    }

    parseConfigFile(file: string): NativeConfig {
      return this.#client.parseConfigFile(file);
    }

    updateSnapshot(params: { readonly openProjects: readonly string[] }) {
      const snapshot = this.#client.createSnapshot(params);
      return { getProject: (config: string) => snapshot.getConfiguredProject(config) };
    }

    close(): void {
      this.#client.close();
    }
  }
  const { TypeFlags, ObjectFlags, SymbolFlags, SignatureKind } = api;
  return { API, TypeFlags, ObjectFlags, SymbolFlags, SignatureKind };
}

/** What is not given is on the disk, where nothing is written. */
function filesOf(files: NativeFiles, { useOS, noop }: StableFileSystems['serverFS']): StableFiles {
  return {
    readFile: (file) => files.readFile(file) ?? useOS,
    fileExists: (file) => files.fileExists(file) ?? useOS,
    directoryExists: useOS,
    getAccessibleEntries: useOS,
    realpath: useOS,
    stat: useOS,
    writeFile: noop,
    removeFile: noop,
  };
}
