import type * as t from '@babel/types';
import type { PlainCall } from '../../parse/calls';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { Shape, type Token } from '../flow/tokens';

/** Whether a call asks a tracer of others for a span, or to carry one: OpenTracing's, OpenTelemetry's, or one of which nothing is known. */
export function asksTracer(at: Context, call: PlainCall): boolean {
  return asksOpenTracing(at, call) || asksSuccessor(at, call) || carries(at, call) || asksUnknown(at, call);
}

/** `trace.getTracer(name)`: what stands where a program asked for the global tracer, or had one made. */
export function getsTracer(at: Context, call: PlainCall): boolean {
  return methodOf(call) === 'getTracer' && holds(at, call.callee, isSuccessor);
}

/** A tracer that can be asked both ways calls other things of OpenTelemetry's, too. */
function asksSuccessor(at: Context, call: PlainCall): boolean {
  return ASKS.has(methodOf(call) ?? '') && holds(at, call.callee, isSuccessor);
}

const ASKS: ReadonlySet<string> = new Set(['getTracer', 'startSpan', 'startActiveSpan']);

/** `propagation.inject(...)`. */
function carries(at: Context, { callee }: PlainCall): boolean {
  return 'object' in callee && holds(at, callee.object, isPropagation);
}

/** Also as `tracer.startSpan.apply(tracer, arguments)`. */
function asksOpenTracing(at: Context, { callee }: PlainCall): boolean {
  return holds(at, callee, (token) => isMethod(token) || (token.kind === 'builtin' && isMethod(token.owner)));
}

/** `this.tracer.startSpan(name)`, where the project has no such method that could be meant. */
function asksUnknown(at: Context, call: PlainCall): boolean {
  const { callee } = call;
  if (methodOf(call) !== 'startSpan' || !('object' in callee)) return false;
  if (callee.object.type === 'ThisExpression' || callee.object.type === 'Super') return false;
  return !holds(at, callee, (token) => token instanceof Shape);
}

function isMethod(token: Token | null): boolean {
  return token?.kind === 'method' && token.role === 'tracer';
}

function isSuccessor({ kind }: Token): boolean {
  return kind === 'successor';
}

function isPropagation(token: Token): boolean {
  return token.kind === 'successor' && token.of === 'propagation';
}

function holds(at: Context, node: t.Node, isWanted: (token: Token) => boolean): boolean {
  for (const token of at.findSlot(node)?.tokens ?? []) if (isWanted(token)) return true;
  return false;
}
