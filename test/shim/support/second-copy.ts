import path from 'node:path';

/** Loads a module once more, with classes and state of its own, as a second installation of its package would. */
function loadAgain<T>(entry: string, folder: string): T {
  const saved = Object.entries(require.cache).filter(([file]) => file.startsWith(folder + path.sep));
  for (const [file] of saved) delete require.cache[file];
  try {
    return require(entry);
  } finally {
    for (const [file, module] of saved) require.cache[file] = module;
  }
}

/** A second copy of the package `opentracing`. */
export function secondOpenTracing(): typeof import('opentracing') {
  const entry = require.resolve('opentracing');
  return loadAgain(entry, path.dirname(entry));
}

/** A second copy of the shim, on the same `opentracing` and the same API. */
export function secondShim(): typeof import('../../../shim/src/index') {
  const entry = require.resolve('../../../shim/src/index');
  return loadAgain(entry, path.dirname(entry));
}
