import type { Binding, Scope, Scopes } from '../facts/scopes/scope';
import type { SourceFile } from '../parse/source-file';
import type { ModuleImport } from './api-imports';
import { isReadInMarkup } from './markup';
import type { Placeholder } from './placeholders';

/** What is written for a placeholder, and the import that it needs. */
export interface LocalName {
  readonly placeholder: Placeholder;
  /** The expression or type that stands for it. */
  readonly text: string;
  /** The local name to import it under; undefined where the file has it already. */
  readonly imported: string | undefined;
}

/** Chooses names: what the file imports already, else what its author calls it, else the export's own name, else one with `otel` before it. */
export class LocalNames {
  readonly #taken = new Set<string>();

  /** `freed` are bindings that this migration removes, `aliases` the names that are wanted for exports. */
  constructor(
    private readonly file: SourceFile,
    private readonly scopes: Scopes,
    private readonly freed: ReadonlySet<Binding>,
    private readonly aliases: ReadonlyMap<string, string> = new Map(),
  ) {}

  choose(placeholder: Placeholder, existing: readonly ModuleImport[], isType: boolean): LocalName {
    const usable = existing.filter(({ typeOnly }) => isType || !typeOnly);
    const local = usable.map(({ locals }) => locals.get(placeholder.name)).find((name) => name !== undefined);
    if (local !== undefined && !this.#isHidden(local, placeholder))
      return { placeholder, text: local, imported: undefined };
    const namespace = usable.map(({ namespace }) => namespace).find((name) => name !== undefined);
    if (namespace !== undefined && !usable.some(({ names }) => names) && !this.#isHidden(namespace, placeholder))
      return { placeholder, text: `${namespace}.${placeholder.name}`, imported: undefined };
    const free = this.#freeName(placeholder);
    this.#taken.add(free);
    return { placeholder, text: free, imported: free };
  }

  #freeName(placeholder: Placeholder): string {
    const { name } = placeholder;
    const alias = this.aliases.get(name);
    if (alias !== undefined && this.#isFree(alias, placeholder)) return alias;
    for (const candidate of candidatesFor(name)) if (this.#isFree(candidate, placeholder)) return candidate;
    throw new RangeError(`no free name for ${name}`); // the candidates have no end
  }

  #isFree(name: string, placeholder: Placeholder): boolean {
    if (this.#taken.has(name) || this.scopes.globals.has(name)) return false;
    const top = this.scopes.root.bindings.get(name);
    if (top !== undefined) return this.freed.has(top) && !this.#isHidden(name, placeholder);
    // What markup reads is a property that an import of its name would hide.
    return !isReadInMarkup(this.file, name) && !this.#isHidden(name, placeholder);
  }

  /** Whether a scope between the top level and a place where the name is to stand has such a name of its own. */
  #isHidden(name: string, { nodes }: Placeholder): boolean {
    return nodes.some((node) => {
      for (let scope: Scope | null = this.scopes.scopeOf(node); scope?.parent; scope = scope.parent) {
        const own = scope.bindings.get(name);
        if (own && !this.freed.has(own)) return true;
      }
      return false;
    });
  }
}

function* candidatesFor(name: string): Generator<string> {
  yield name;
  const prefixed = /^[A-Z_]+$/.test(name)
    ? `OTEL_${name}`
    : `${/^[A-Z]/.test(name) ? 'Otel' : 'otel'}${name[0]?.toUpperCase()}${name.slice(1)}`;
  yield prefixed;
  for (let count = 2; ; count += 1) yield `${prefixed}${count}`;
}
