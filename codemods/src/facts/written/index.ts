import type * as t from '@babel/types';
import { parseSource } from '../../parse/parse-source';
import { isTypeScript } from '../../parse/source-file';
import type { FileModel } from '../flow/graph';
import { oncePerKey } from '../flow/once';
import type { LoadGraph } from '../modules/load-graph';
import { buildScopes } from '../scopes/build';
import type { TypedValue } from '../types';
import { readExpression } from './read-expression';
import { typedValueOf } from './typed-value';
import type { Reading, TypedFile } from './types';

/** What the source alone says of types, by annotations and what they name in the project, where no compiler can be asked. */
export class WrittenTypes {
  readonly #fileAt: (path: string) => TypedFile | undefined;
  readonly #loads: LoadGraph;

  constructor(models: readonly FileModel[], loads: LoadGraph) {
    const known = new Map<string, TypedFile>(models.map((file) => [file.source.path, file]));
    this.#loads = loads;
    this.#fileAt = oncePerKey((path) => known.get(path) ?? read(path, loads.textOf(path)));
  }

  /** What an expression is to an attribute; undefined where the source does not tell. */
  valueOf(file: TypedFile, node: t.Node): TypedValue | undefined {
    if (!isTypeScript(file.source)) return undefined;
    const types = readExpression({ file, fileOf: this.#fileOf, given: new Map(), depth: 0 }, node);
    return types && typedValueOf(types);
  }

  readonly #fileOf: Reading['fileOf'] = (specifier, from) => {
    const path = this.#loads.fileOf(specifier, from.source.path);
    return path === undefined ? undefined : this.#fileAt(path);
  };
}

/** A file in which nothing speaks of tracing, and that is read for the types which it declares. */
function read(path: string, text: string): TypedFile | undefined {
  const parsed = parseSource(path, text);
  return parsed.ok ? { source: parsed.file, scopes: buildScopes(parsed.file) } : undefined;
}
