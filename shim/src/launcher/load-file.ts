import { createRequire } from 'node:module';

/**
 * Loads a file that was found while the program runs. Not by `require` itself: a bundler looks at what that is given while it bundles, and
 * puts an error in its place.
 */
export function loadFile(file: string): unknown {
  return createRequire(file)(file);
}
