import type * as t from '@babel/types';
import { isFunction } from '../../parse/functions';
import { childrenOf } from '../../parse/parents';
import type { SourceFile } from '../../parse/source-file';

/** A function, or what runs like one: the body of a static block, or a class field. */
export function isFunctionLike(node: t.Node): boolean {
  return isFunction(node) || FIELDS.has(node.type);
}

const FIELDS: ReadonlySet<t.Node['type']> = new Set([
  'ClassProperty',
  'ClassPrivateProperty',
  'ClassAccessorProperty',
  'StaticBlock',
]);

/** The function that a node runs in; undefined at the top level of a module. */
export function functionOf(file: SourceFile, node: t.Node): t.Node | undefined {
  let at = file.parents.get(node);
  while (at && !isFunctionLike(at)) at = file.parents.get(at);
  return at;
}

/** Every node under the given ones that runs in the same call, functions themselves included but nothing inside them. */
export function* nodesOfCall(roots: readonly t.Node[]): Iterable<t.Node> {
  const stack = [...roots].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    if (!isFunctionLike(node)) stack.push(...childrenOf(node).reverse());
  }
}

/** Every node under the given ones. */
export function* allNodes(roots: readonly t.Node[]): Iterable<t.Node> {
  const stack = [...roots].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    stack.push(...childrenOf(node).reverse());
  }
}

/** Whether control that runs past the end of a node leaves its function with undefined. */
export function isTail(file: SourceFile, node: t.Node): boolean {
  const parent = file.parents.get(node);
  switch (parent?.type) {
    case 'BlockStatement':
      return parent.body.at(-1) === node && isTail(file, parent);
    case 'IfStatement':
    case 'TryStatement':
    case 'CatchClause':
      return isTail(file, parent);
    default:
      return parent !== undefined && isFunction(parent) && parent.body === node;
  }
}

/** Whether a `try` of the same function would see what is thrown, or run something after. */
export function isGuarded(file: SourceFile, node: t.Node): boolean {
  for (let at: t.Node = node; ; ) {
    const parent = file.parents.get(at);
    if (!parent || isFunctionLike(parent)) return false;
    if (parent.type === 'TryStatement' && parent.finalizer !== at && (parent.block === at || parent.finalizer))
      return true;
    at = parent;
  }
}

/** Whether some jump inside the statements goes to a place outside. A stack of its own: chains of calls are deeper than the program's. */
export function jumpsOut(statements: readonly t.Node[]): boolean {
  const stack = statements.map((node) => ({ node, targets: OUTSIDE }));
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (leaves(at.node, at.targets)) return true;
    if (isFunctionLike(at.node)) continue;
    const targets = targetsIn(at.node, at.targets);
    for (const node of childrenOf(at.node)) stack.push({ node, targets });
  }
  return false;
}

interface Targets {
  readonly loop: boolean;
  readonly breakable: boolean;
  readonly labels: readonly string[];
}

const OUTSIDE: Targets = { loop: false, breakable: false, labels: [] };

function leaves(node: t.Node, { loop, breakable, labels }: Targets): boolean {
  if (node.type !== 'BreakStatement' && node.type !== 'ContinueStatement') return false;
  if (node.label) return !labels.includes(node.label.name);
  return node.type === 'BreakStatement' ? !breakable : !loop;
}

function targetsIn(node: t.Node, targets: Targets): Targets {
  if (node.type === 'LabeledStatement') return { ...targets, labels: [...targets.labels, node.label.name] };
  if (node.type === 'SwitchStatement') return { ...targets, breakable: true };
  return isLoop(node) ? { ...targets, loop: true, breakable: true } : targets;
}

/** Whether what stands in a statement may run more than once. */
export function isLoop({ type }: t.Node): boolean {
  return /^(?:For|While|DoWhile)/.test(type);
}
