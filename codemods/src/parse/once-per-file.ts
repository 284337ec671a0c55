import type { SourceFile } from './source-file';

/**
 * Makes what is dear to make once for each file. It is kept in the tree of the file: a table here would be old soon, and what an old table
 * holds, a tree that was needed for a moment among it, stays until all of the heap is gone through. `more` is the file's own, such as its scopes.
 */
export function oncePerFile<Value extends object, More = void>(
  make: (file: SourceFile, more: More) => Value,
): (file: SourceFile, more: More) => Value {
  return (file, more) => {
    const { known } = file.parents;
    const value = (known.get(make) as Value | undefined) ?? make(file, more); // under a function is kept what it gave
    known.set(make, value);
    return value;
  };
}
