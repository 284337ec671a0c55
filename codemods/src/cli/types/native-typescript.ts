import type { NativeIs, NativeTypeScript } from '../../types-oracle/native/native-api';
import { asNative, type StableFileSystems, type StableTypeScript } from '../../types-oracle/native/stable-api';

/** The interface of a TypeScript of version 7. */
export interface Native {
  readonly api: NativeTypeScript;
  readonly is: NativeIs;
}

/**
 * Loads it: stable since 7.1, by other names before. What each version has is known of the package; there are no types of 7's that ours could be
 * checked against.
 */
export function nativeOf(load: (specifier: string) => unknown): Native {
  const stable = attempt(() => load('typescript/sync') as StableTypeScript);
  if (stable === undefined) {
    const api = load('typescript/unstable/sync') as NativeTypeScript;
    return { api, is: load('typescript/unstable/ast/is') as NativeIs };
  }
  const api = asNative(stable, load('typescript/fs') as StableFileSystems);
  return { api, is: load('typescript/ast/is') as NativeIs };
}

function attempt<Loaded>(load: () => Loaded): Loaded | undefined {
  try {
    return load();
  } catch {
    return undefined;
  }
}
