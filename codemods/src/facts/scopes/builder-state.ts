import type * as t from '@babel/types';
import { childrenOf, linkOf } from '../../parse/parents';
import type { Binding, BindingKind, BindingReference, Scope } from './scope';

/** In which way a node is visited: what an identifier found there means. `type-of-value` is a value in a type: `typeof x`. */
export type Mode = 'read' | 'write' | 'read-write' | 'declare' | 'type' | 'type-of-value';

/** A scope while it is being filled. Types that share their name with a value live in `types`: there is hardly ever one. */
export class OpenScope implements Scope {
  types: Map<string, OpenBinding> | undefined;
  #bindings: Map<string, OpenBinding> | undefined;

  constructor(
    readonly node: t.Node,
    readonly kind: Scope['kind'],
    readonly parent: OpenScope | null,
  ) {}

  /** Every other block declares nothing. */
  get bindings(): ReadonlyMap<string, OpenBinding> {
    return this.#bindings ?? NO_BINDINGS;
  }

  put(binding: OpenBinding): void {
    this.#bindings ??= new Map();
    this.#bindings.set(binding.name, binding);
  }
}

const NO_BINDINGS: ReadonlyMap<string, OpenBinding> = new Map();

export interface OpenBinding extends Binding {
  readonly references: BindingReference[];
  readonly scope: OpenScope;
  reassigned: boolean;
  again?: t.Node[];
}

/** An identifier that mentions a name, to be resolved once every declaration is known. */
export interface Mention {
  readonly node: t.Identifier | t.JSXIdentifier;
  readonly scope: OpenScope;
  readonly mode: Exclude<Mode, 'declare'>;
}

/** Lets an identifier be asked for its binding. */
export function bind(identifier: t.Node, binding: OpenBinding): void {
  const link = linkOf(identifier);
  if (link !== undefined) link.binding = binding;
}

type Maybe = t.Node | null | undefined;

/** The walk over one file: where it goes next, and what it collects. */
export class BuilderState {
  readonly all: OpenBinding[] = [];
  readonly mentions: Mention[] = [];
  readonly byNode = new Map<t.Node, OpenScope>();
  /** What is still to be visited, and how; what comes next stands last. */
  readonly #nodes: t.Node[] = [];
  readonly #scopes: OpenScope[] = [];
  readonly #modes: Mode[] = [];

  /** Visits a node, and all that the visits send the walk to. Iterative: generated code nests deeper than the stack. */
  walk(node: t.Node, scope: OpenScope, visit: (node: t.Node, scope: OpenScope, mode: Mode) => void): void {
    this.go(scope, 'read', node);
    for (let next = this.#nodes.pop(); next !== undefined; next = this.#nodes.pop()) {
      const inner = this.#scopes.pop() ?? scope;
      const mode = this.#modes.pop() ?? 'read';
      const first = this.#nodes.length;
      visit(next, inner, mode);
      reverseFrom(this.#nodes, first);
      reverseFrom(this.#scopes, first);
      reverseFrom(this.#modes, first);
    }
  }

  /** Sends the walk to some nodes, in this order. */
  go(scope: OpenScope, mode: Mode, ...parts: (Maybe | readonly Maybe[])[]): void {
    for (const part of parts) {
      if (!part) continue;
      if (!isList(part)) this.#push(part, scope, mode);
      else for (const node of part) if (node) this.#push(node, scope, mode);
    }
  }

  /** Sends the walk to all that stands in a node. Most nodes pass here, so no list is made. */
  goInto(node: t.Node, scope: OpenScope): void {
    childrenOf(node, this.#nodes);
    while (this.#scopes.length < this.#nodes.length) {
      this.#scopes.push(scope);
      this.#modes.push('read');
    }
  }

  #push(node: t.Node, scope: OpenScope, mode: Mode): void {
    this.#nodes.push(node);
    this.#scopes.push(scope);
    this.#modes.push(mode);
  }

  open(node: t.Node, kind: Scope['kind'], parent: OpenScope | null): OpenScope {
    const scope = new OpenScope(node, kind, parent);
    this.byNode.set(node, scope);
    return scope;
  }

  declare(scope: OpenScope, identifier: t.Identifier, kind: BindingKind, declaration: t.Node): void {
    const known = this.#known(scope, identifier.name, kind);
    if (known !== undefined) {
      this.#redeclare(known, identifier, declaration);
      return;
    }
    const binding: OpenBinding = {
      id: this.all.length,
      name: identifier.name,
      kind,
      identifier,
      declaration,
      scope,
      references: [],
      reassigned: false,
    };
    this.all.push(binding);
    bind(identifier, binding);
    this.#place(scope, binding);
  }

  mention(node: t.Identifier | t.JSXIdentifier, scope: OpenScope, mode: Exclude<Mode, 'declare'>): void {
    this.mentions.push({ node, scope, mode });
  }

  #known(scope: OpenScope, name: string, kind: BindingKind): OpenBinding | undefined {
    const known = scope.bindings.get(name);
    if (kind === 'type') return scope.types?.get(name) ?? (known && JOINS_A_TYPE.has(known.kind) ? known : undefined);
    return known?.kind === 'type' ? undefined : known;
  }

  /** `var x` twice, a function declared twice, merged interfaces and namespaces: one binding; a second value is a write. */
  #redeclare(binding: OpenBinding, identifier: t.Identifier, declaration: t.Node): void {
    bind(identifier, binding);
    const hasValue = declaration.type !== 'VariableDeclarator' || declaration.init != null;
    if (!hasValue || !['var', 'let', 'param', 'function'].includes(binding.kind)) return;
    binding.reassigned = true;
    binding.again ??= [];
    binding.again.push(declaration);
  }

  #place(scope: OpenScope, binding: OpenBinding): void {
    const other = scope.bindings.get(binding.name);
    if (other === undefined) scope.put(binding);
    else {
      scope.types ??= new Map();
      if (binding.kind === 'type') scope.types.set(binding.name, binding);
      else {
        scope.types.set(other.name, other);
        scope.put(binding);
      }
    }
  }
}

const JOINS_A_TYPE: ReadonlySet<BindingKind> = new Set(['type', 'class']);

/** The scope in which `var` and sloppy functions are hoisted. */
export function hoistingScope(scope: OpenScope): OpenScope {
  let at = scope;
  while (at.kind !== 'function' && at.kind !== 'module' && at.parent !== null) at = at.parent;
  return at;
}

function isList(part: t.Node | readonly Maybe[]): part is readonly Maybe[] {
  return Array.isArray(part);
}

function reverseFrom(list: unknown[], first: number): void {
  for (let low = first, high = list.length - 1; low < high; low++, high--)
    [list[low], list[high]] = [list[high], list[low]];
}
