import type { AnyCall } from '../../parse/calls';
import { isMember } from '../../parse/members';
import { applyBuiltin } from '../constraints/builtins';
import { callOf, methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import type { Slot } from '../flow/slot';
import { builtinToken, CONTENT, Shape, type Token } from '../flow/tokens';

/**
 * `messages.map((message) => tracer.extract(...))`: of the messages nothing is known, but what their function makes is in the list that comes
 * of them.
 */
export function linkMappedLists(contexts: readonly Context[]): void {
  for (const at of contexts) {
    for (const call of at.nodes('CallExpression', 'OptionalCallExpression')) {
      if (!isOfUnknownList(at, call) || !givesTracing(at, call)) continue;
      const list = new Shape('array', call.callee, at.file.source.path);
      applyBuiltin(at, builtinToken(list, methodOf(call) ?? ''), callOf(at, call));
    }
  }
  contexts[0]?.solver.solve();
}

const MAPPING: ReadonlySet<string | undefined> = new Set(['map', 'flatMap']);

function isOfUnknownList(at: Context, call: AnyCall): boolean {
  if (!MAPPING.has(methodOf(call)) || !isMember(call.callee) || call.callee.object.type === 'Super') return false;
  const list = at.findSlot(call.callee.object);
  return list === undefined || list.tokens.size === 0;
}

/** Whether the first argument is a function that gives something of OpenTracing's, or a promise or a list of it. */
function givesTracing(at: Context, call: AnyCall): boolean {
  const [first] = call.arguments;
  const given = first && at.findSlot(first);
  return given !== undefined && [...given.tokens].some((token) => holdsRole(resultOf(at, token)));
}

function resultOf({ graph }: Context, token: Token): Slot | undefined {
  const isFunction = token instanceof Shape && token.kind === 'function' && token.node !== null;
  return isFunction ? graph.functions.get(token.node)?.result : undefined;
}

/** How deep it may be in what a function gives: a promise of a list. */
const DEPTH = 2;

function holdsRole(result: Slot | undefined, depth = DEPTH): boolean {
  if (result === undefined) return false;
  return [...result.tokens].some((token) => {
    if (!(token instanceof Shape)) return token.kind === 'role';
    const isHolder = token.kind === 'promise' || token.kind === 'array';
    return isHolder && depth > 0 && holdsRole(token.fields.get(CONTENT), depth - 1);
  });
}
