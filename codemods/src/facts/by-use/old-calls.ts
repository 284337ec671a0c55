import type * as t from '@babel/types';
import { isNewOption, newSpanMethods } from '../../catalog/opentelemetry-api';
import { isOldOption, methods } from '../../catalog/opentracing-api';
import type { PlainCall } from '../../parse/calls';
import { keyName } from '../../parse/key-name';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import type { Graph } from '../flow/graph';
import { NULL, roleToken } from '../flow/tokens';
import { linkUnknownReceivers } from '../flow/unknown-receivers';
import { handsOverFormat } from '../lookups/handed-format';
import { partsOf } from '../options/values';

const SPAN = roleToken('span', 'flow');
const CONTEXT = roleToken('spanContext', 'flow');

/** In whose words a span is spoken to, and where. */
interface Use {
  readonly path: string;
  readonly isOld: boolean;
}

/** By the call that starts the span. */
type Uses = Map<t.Node, Use[]>;

/**
 * Code that has not moved, and the tracer that it asks has: files may move in any order. What such a tracer starts is a span of
 * OpenTelemetry's, and one that is finished, tagged or logged to in OpenTracing's words is spoken to by code that has still to move. So the span is
 * taken for what that code takes it for; and so is the call that starts it, where nothing in its file speaks to the span in the new words.
 */
export function findOldCalls(contexts: readonly Context[], graph: Graph): void {
  const calls = contexts.flatMap((at) =>
    at.nodes('CallExpression', 'OptionalCallExpression').flatMap((call) => (isOnMoved(at, call) ? [{ at, call }] : [])),
  );
  const uses: Uses = new Map();
  for (const { at, call } of calls) addUses(uses, at, call);
  for (const { at, call } of calls) if (isOldCall(at, call, uses)) graph.oldCalls.add(call);
  const isAskedOldWay = (start: t.Node) => graph.oldCalls.has(start) || uses.get(start)?.some(({ isOld }) => isOld);
  for (const [start, span] of graph.starts) if (isAskedOldWay(start)) graph.solver.add(span, SPAN);
  for (const { at, call } of calls) {
    if (!graph.oldCalls.has(call) || methodOf(call) !== 'extract') continue;
    graph.solver.add(at.slot(call), CONTEXT);
    graph.solver.add(at.slot(call), NULL);
  }
  graph.solver.solve();
  linkUnknownReceivers(graph);
}

function isOnMoved(at: Context, { callee }: PlainCall): boolean {
  return 'object' in callee && successorsAt(at, callee.object as t.Node).length > 0;
}

function successorsAt(at: Context, node: t.Node) {
  return [...(at.findSlot(node)?.tokens ?? [])].flatMap((token) => (token.kind === 'successor' ? [token] : []));
}

function addUses(uses: Uses, at: Context, call: PlainCall): void {
  const name = methodOf(call) ?? '';
  const isOld = Object.hasOwn(methods.span, name);
  if (!('object' in call.callee) || (!isOld && !newSpanMethods.has(name))) return;
  for (const { start } of successorsAt(at, call.callee.object as t.Node))
    if (start) usesOf(uses, start).push({ path: at.file.source.path, isOld });
}

function usesOf(uses: Uses, start: t.Node): Use[] {
  const known = uses.get(start) ?? [];
  uses.set(start, known);
  return known;
}

function isOldCall(at: Context, call: PlainCall, uses: Uses): boolean {
  if (handsOverFormat(at, call)) return true;
  if (methodOf(call) !== 'startSpan' || !at.graph.starts.has(call)) return false;
  const [, options, context] = call.arguments;
  const keys = options === undefined ? [] : keysOf(options);
  if (keys.some(isNewOption)) return false;
  if (keys.some(isOldOption)) return true;
  if (context !== undefined) return false;
  if (isDeclaredOld(at, call)) return true;
  const here = (uses.get(call) ?? []).filter(({ path }) => path === at.file.source.path);
  return here.length > 0 && here.every(({ isOld }) => isOld) && !isUnderActiveSpan(at, call);
}

/** A type of OpenTracing's says what it is made on, and that goes with the file: so the file has not moved. */
function isDeclaredOld(at: Context, { callee }: PlainCall): boolean {
  const tokens = 'object' in callee ? (at.findSlot(callee.object as t.Node)?.tokens ?? []) : [];
  return [...tokens].some(
    (token) => token.kind === 'role' && token.role === 'tracer' && token.evidence === 'annotation',
  );
}

/** There a start may say no parent because the active span is meant: it has moved, though something of its span had to stay. */
function isUnderActiveSpan(at: Context, node: t.Node): boolean {
  for (let up = at.parent(node); up !== undefined; up = at.parent(up))
    if (up.type === 'CallExpression' && methodOf(up) === 'startActiveSpan') return true;
  return false;
}

/** What the literals among them name; of `(0, { ... })` the last is what is given. */
function keysOf(options: t.Node): readonly string[] {
  const given = options.type === 'SequenceExpression' ? options.expressions.at(-1) : options;
  const { literals } = partsOf(given ?? options);
  return literals.flatMap(({ properties }) =>
    properties.flatMap((property) =>
      property.type === 'SpreadElement' ? [] : (keyName(property.key, property.computed) ?? []),
    ),
  );
}
