import type { SourceFile } from './source-file';

/**
 * Makes what is dear to make once for each file. It is kept in the tree of the file: a table here would be old soon, and what an old table
 * holds, a tree that was needed for a moment among it, stays until all of the heap is gone through.
 */
export function oncePerFile<Value, More extends readonly unknown[]>(
  make: (file: SourceFile, ...more: More) => Value,
): (file: SourceFile, ...more: More) => Value {
  return (file, ...more) => {
    const { known } = file.parents;
    if (!known.has(make)) known.set(make, make(file, ...more));
    return known.get(make) as Value; // what is kept under a function is what it gave
  };
}
