import type * as t from '@babel/types';
import { isCall } from '../../parse/calls';
import { parametersOf } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { isMember } from '../../parse/members';
import type { Context } from '../constraints/context';
import type { FunctionModel } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { Shape } from '../flow/tokens';
import { isTelling } from '../flow/unknown-receivers';

const SPOKEN: ReadonlySet<string> = new Set(['tracer', 'span', 'spanContext']);

/** Whether a span, its context or a tracer may be there. */
export function isSpoken({ tokens }: Slot): boolean {
  for (const token of tokens) if (token.kind === 'role' && SPOKEN.has(token.role)) return true;
  return false;
}

/** By how many functions a parameter is handed on. */
const DEPTH = 3;

/** Parameters that are asked for a member that is a span or the like: `options` of `options.tracer`. */
export class HandedOn {
  readonly #contexts: ReadonlyMap<string, Context>;
  readonly #receivers: ReadonlySet<Slot>;

  constructor(contexts: readonly Context[]) {
    this.#contexts = new Map(contexts.map((at) => [at.file.source.path, at]));
    this.#receivers = receiversOfSpans(contexts);
  }

  /** In the function itself, or in one that it hands the parameter on to: `return new Client(options)`. */
  isAsked({ node, file, params }: FunctionModel, place: number, depth = DEPTH): boolean {
    const slot = params[place];
    if (slot !== undefined && this.#receivers.has(slot)) return true;
    const at = this.#contexts.get(file.source.path);
    const name = at && nameOf(parametersOf(node.params)[place]);
    const binding = name && at.file.scopes.bindingOf(name);
    if (!name || !binding || binding.reassigned) return false;
    const own = at.findSlot(name);
    if (own !== undefined && this.#receivers.has(own)) return true;
    return depth > 0 && binding.references.some((reference) => this.#isAskedBehind(at, reference.node, depth));
  }

  #isAskedBehind(at: Context, given: t.Node, depth: number): boolean {
    const call = at.parent(given);
    if (!isCall(call) && call?.type !== 'NewExpression') return false;
    const place = call.arguments.indexOf(given as t.Expression);
    return place >= 0 && calledBy(at, call.callee).some((model) => this.isAsked(model, place, depth - 1));
  }
}

/** `options`, `options = {}`. */
function nameOf(param: t.Node | undefined): t.Identifier | undefined {
  const inner = param?.type === 'AssignmentPattern' ? param.left : param;
  return inner?.type === 'Identifier' ? inner : undefined;
}

/** The functions of the project that a call runs; of a class, its constructor. */
function calledBy(at: Context, callee: t.Node): readonly FunctionModel[] {
  const shapes = [...(at.findSlot(callee)?.tokens ?? [])].filter((token) => token instanceof Shape);
  const made = shapes.flatMap(({ fields }) => [...(fields.get('<constructor>')?.tokens ?? [])]);
  return [...shapes, ...made].flatMap((token) => {
    const node = token instanceof Shape ? token.node : null;
    return node === null ? [] : (at.graph.functions.get(node) ?? []);
  });
}

function receiversOfSpans(contexts: readonly Context[]): ReadonlySet<Slot> {
  const accesses = contexts[0]?.graph.accesses ?? [];
  const asked = accesses.flatMap(({ receiver, value }) => (isSpoken(value) ? [receiver] : []));
  return new Set([...asked, ...contexts.flatMap(askedForOr)]);
}

/** `options` of `options.tracer || new Tracer()`. */
function askedForOr(at: Context): readonly Slot[] {
  return at.nodes('LogicalExpression').flatMap(({ left, right, operator }) => {
    const member = operator !== '&&' && isMember(left) && isTelling(memberName(left) ?? '') ? left : undefined;
    const slot = member && at.findSlot(member.object);
    const other = at.findSlot(right);
    return slot && other && isSpoken(other) ? [slot] : [];
  });
}
