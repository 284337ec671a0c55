import type * as t from '@babel/types';
import { oncePerFile } from '../../parse/once-per-file';
import { linkOf, type Parents } from '../../parse/parents';
import type { SourceFile } from '../../parse/source-file';
import { BuilderState, bind, type Mode, type OpenBinding, type OpenScope } from './builder-state';
import type { Binding, Scope, Scopes } from './scope';
import { visitors } from './visitors';

/** Builds the lexical scopes of a file: one walk to collect declarations and mentions, then one pass to resolve the mentions. */
export const buildScopes = oncePerFile((file: SourceFile): Scopes => {
  const state = new BuilderState();
  const root = state.open(file.ast.program, 'module', null);
  state.walk(file.ast.program, root, visitorFor(state));
  declareUndeclared(state, root);
  const globals = resolveMentions(state);
  // What is asked for later must not hold on to the rest.
  const { all, byNode } = state;
  return {
    root,
    globals,
    all,
    bindingOf: (node) => linkOf(node)?.binding as Binding | undefined, // nothing else is put there
    scopeOf: (node) => scopeOf(node, file.parents, byNode) ?? root,
  };
});

/** Most nodes have nothing to do with names: all their children are read. */
function visitorFor(state: BuilderState) {
  return (node: t.Node, scope: OpenScope, mode: Mode): void => {
    const visitor = visitors[node.type];
    if (visitor === undefined) state.goInto(node, scope);
    else visitor(node, scope, state, mode);
  };
}

/** `span = start()` without a declaration makes a variable of the program, which is one for the file at least. */
function declareUndeclared(state: BuilderState, root: OpenScope): void {
  for (const { node, scope, mode } of state.mentions)
    if (mode === 'write' && node.type === 'Identifier' && !isOfHost(node.name) && !lookUpEither(scope, node.name, mode))
      state.declare(root, node, 'var', node);
}

/** Names that the platform or the loader of modules gives. */
function isOfHost(name: string): boolean {
  return name in globalThis || OF_LOADER.has(name);
}

const OF_LOADER: ReadonlySet<string> = new Set([
  'module',
  'exports',
  'require',
  'define',
  'window',
  'self',
  'document',
]);

function resolveMentions(state: BuilderState): Set<string> {
  const globals = new Set<string>();
  for (const { node, scope, mode } of state.mentions) {
    const binding = lookUpEither(scope, node.name, mode);
    if (binding === undefined) {
      globals.add(node.name);
      continue;
    }
    binding.references.push({ node, kind: mode === 'type-of-value' ? 'type' : mode });
    if (mode === 'write' || mode === 'read-write') binding.reassigned = true;
    bind(node, binding);
  }
  return globals;
}

const NOT_A_TYPE: ReadonlySet<Binding['kind']> = new Set(['const', 'let', 'var', 'param', 'function', 'catch']);

function lookUp(scope: OpenScope, name: string, mode: Mode): OpenBinding | undefined {
  for (let at: OpenScope | null = scope; at !== null; at = at.parent) {
    const found = mode === 'type' ? typeIn(at, name) : valueIn(at, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `typeof x` asks for a value in a type, `export { Interface }` for a type in a value: the other space is better than nothing. */
function lookUpEither(scope: OpenScope, name: string, mode: Mode): OpenBinding | undefined {
  return lookUp(scope, name, mode) ?? lookUp(scope, name, mode === 'type' ? 'read' : 'type');
}

function typeIn(scope: OpenScope, name: string): OpenBinding | undefined {
  const type = scope.types?.get(name);
  if (type !== undefined) return type;
  const found = scope.bindings.get(name);
  return found !== undefined && !NOT_A_TYPE.has(found.kind) ? found : undefined;
}

function valueIn(scope: OpenScope, name: string): OpenBinding | undefined {
  const found = scope.bindings.get(name);
  return found?.kind === 'type' ? undefined : found;
}

function scopeOf(node: t.Node, parents: Parents, byNode: ReadonlyMap<t.Node, Scope>): Scope | undefined {
  for (let at: t.Node | undefined = node; at !== undefined; at = parents.get(at)) {
    const scope = byNode.get(at);
    if (scope !== undefined) return scope;
  }
  return undefined;
}
