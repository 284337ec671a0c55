import type * as t from '@babel/types';
import type { FunctionNode } from '../../parse/functions';
import { keyName, memberName } from '../../parse/key-name';
import { isMember } from '../../parse/members';
import type { Context } from '../constraints/context';
import { Shape } from '../flow/tokens';
import { addTo } from './add-to';
import type { Implementers, PlacedMethod } from './implementers';

/** A call, and the file that it stands in. */
export interface PlacedCall {
  readonly at: Context;
  readonly node: t.CallExpression | t.OptionalCallExpression;
}

/** The calls of each function of the project that the solver has seen, or that go through an interface which its class implements. */
export function callersByFunction(
  contexts: readonly Context[],
  implementers: Implementers,
): ReadonlyMap<t.Node, readonly PlacedCall[]> {
  const callers = new Map<t.Node, PlacedCall[]>();
  for (const at of contexts) {
    for (const node of at.nodes('CallExpression', 'OptionalCallExpression')) {
      const behind = methodsBehind(at, node.callee, implementers).map((method) => method.node);
      for (const fn of new Set([...functionsAt(at, node.callee), ...behind])) {
        addTo(callers, fn, { at, node });
      }
    }
  }
  return callers;
}

/** The functions of the project that an expression may be. */
export function functionsAt(at: Context, node: t.Node): readonly t.Function[] {
  const found: t.Function[] = [];
  for (const token of at.findSlot(node)?.tokens ?? []) {
    const model = at.graph.modelOf(token);
    if (model !== undefined) found.push(model.node);
  }
  return found;
}

/** The methods that a call may run on an object of which an interface is known. */
export function methodsBehind(at: Context, callee: t.Node, implementers: Implementers): readonly PlacedMethod[] {
  const name = isMember(callee) ? memberName(callee) : undefined;
  if (!isMember(callee) || !name) return [];
  return [...(at.findSlot(callee.object)?.tokens ?? [])].flatMap((token) =>
    token instanceof Shape && token.kind === 'type' ? implementers.methodsOf(token, name) : [],
  );
}

/** What a function is called where it is declared; undefined for one without a name. */
export function nameOfFunction(at: Context, fn: FunctionNode): string | undefined {
  if ('key' in fn) return keyName(fn.key, 'computed' in fn && fn.computed);
  if (fn.type !== 'ArrowFunctionExpression' && fn.id) return fn.id.name;
  const parent = at.parent(fn);
  switch (parent?.type) {
    case 'VariableDeclarator':
      return keyName(parent.id);
    case 'ObjectProperty':
    case 'ClassProperty':
      return keyName(parent.key, parent.computed ?? false);
    case 'AssignmentExpression':
      return isMember(parent.left) ? memberName(parent.left) : keyName(parent.left);
    default:
      return undefined;
  }
}
