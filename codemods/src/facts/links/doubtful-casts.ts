import { isTestFile } from '../../catalog/test-files';
import type { Graph } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { DOUBTFUL, Shape, type ShapeKind, type Token } from '../flow/tokens';

/**
 * `x as SpanContext` is believed of an `x` of which nothing is known. Of what is seen to be something else (a carrier, a text, an object
 * of the project's own) it is no evidence: nobody made a span context of it. In tests it makes a double.
 */
export function markDoubtfulCasts(graph: Graph): void {
  for (const { path, node, value, cast } of graph.casts) {
    if (isTestFile(path) || !isRole(cast) || !isSeenToBeOther(value, value === cast)) continue;
    graph.doubtfulCasts.add(node);
    graph.solver.add(cast, DOUBTFUL);
  }
  graph.solver.solve();
}

function isRole({ tokens }: Slot): boolean {
  for (const token of tokens) if (token.kind === 'role' && ROLES.has(token.role)) return true;
  return false;
}

const ROLES: ReadonlySet<string> = new Set(['tracer', 'span', 'spanContext']);

/** Whether all that comes there is known, and none of it may be OpenTracing's; `withCast`: what the cast says is there as well. */
function isSeenToBeOther({ tokens }: Slot, withCast: boolean): boolean {
  const seen = [...tokens].filter((token) => !saysNothing(token) && !(withCast && isAnnotated(token)));
  return seen.length > 0 && seen.every(isOther);
}

function isAnnotated(token: Token): boolean {
  return token.kind === 'role' && token.evidence === 'annotation';
}

/** `{} as SpanContext` stands for what is still to come. */
function saysNothing(token: Token): boolean {
  if (!(token instanceof Shape)) return token.kind === 'null' || token.kind === 'varying';
  return token.node?.type === 'ObjectExpression' && token.node.properties.length === 0;
}

function isOther(token: Token): boolean {
  return token instanceof Shape ? OTHERS.has(token.kind) : token.kind === 'primitive' || token.kind === 'string';
}

const OTHERS: ReadonlySet<ShapeKind> = new Set(['object', 'array', 'map', 'set', 'promise', 'function']);
