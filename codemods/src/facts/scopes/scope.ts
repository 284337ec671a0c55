import type * as t from '@babel/types';

export type BindingKind =
  | 'const'
  | 'let'
  | 'var'
  | 'param'
  | 'function'
  | 'class'
  | 'import'
  | 'catch'
  | 'type'
  | 'enum'
  | 'namespace';

/** One name in one scope, with everything that mentions it. */
export interface Binding {
  /** Unique within the file. */
  readonly id: number;
  readonly name: string;
  readonly kind: BindingKind;
  /** The identifier that declares it (the first one, for `var` and functions declared twice). */
  readonly identifier: t.Identifier;
  /** The declarator, parameter, import specifier, function or class that holds `identifier`. */
  readonly declaration: t.Node;
  readonly scope: Scope;
  readonly references: readonly BindingReference[];
  /** Written to after its declaration. */
  readonly reassigned: boolean;
  /** Further declarations that give it a value: `var x = 1; var x = 2;`. No reference stands for these. */
  readonly again?: readonly t.Node[];
}

export interface BindingReference {
  readonly node: t.Identifier | t.JSXIdentifier;
  readonly kind: 'read' | 'write' | 'read-write' | 'type';
}

/** Whether a reference puts something into its variable. */
export function isWrite({ kind }: BindingReference): boolean {
  return kind === 'write' || kind === 'read-write';
}

export interface Scope {
  readonly node: t.Node;
  readonly kind: 'module' | 'function' | 'block' | 'class' | 'catch' | 'type';
  readonly parent: Scope | null;
  readonly bindings: ReadonlyMap<string, Binding>;
}

/** Block-accurate lexical scopes of one file. */
export interface Scopes {
  readonly root: Scope;
  /** The binding an identifier declares or refers to; undefined for globals and for names that are no variable. */
  bindingOf(identifier: t.Node): Binding | undefined;
  /** The innermost scope that holds a node. */
  scopeOf(node: t.Node): Scope;
  /** Names that are used and bound nowhere in the file. */
  readonly globals: ReadonlySet<string>;
  /** Every binding of the file. */
  readonly all: readonly Binding[];
}
