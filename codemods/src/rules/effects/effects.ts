import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { memberName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { functionOf, nodesOfCall } from '../syntax/flow';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isPureCall } from './pure-calls';

/** What a variable is, or a member of that name of whatever object. */
type Place = Binding | string;

/** A part of an expression whose turn matters: it does something, or reads what another part changes. */
export interface Effect {
  readonly node: t.Node;
  /** It runs code of which nothing is known. */
  readonly runs: boolean;
  readonly writes: Place | undefined;
  readonly reads: Place | undefined;
}

/** Whether it does something, and does not only read. */
export function does({ runs, writes }: Effect): boolean {
  return runs || writes !== undefined;
}

/** All such parts of some expressions, in the order of the source. Functions among them run later, if at all. */
export function effectsOf(context: FileContext, roots: readonly t.Node[]): readonly Effect[] {
  const nodes = [...nodesOfCall(roots)];
  const done = nodes.flatMap((node) => effectOf(context, node) ?? []);
  if (done.length === 0) return [];
  const written = new Set(done.flatMap(({ writes }) => writes ?? []));
  const runs = done.some((effect) => effect.runs);
  const read = nodes.flatMap((node) => readOf(context, node, written, runs) ?? []);
  return [...done, ...read].sort((a, b) => rangeOf(a.node).start - rangeOf(b.node).start);
}

function effectOf(context: FileContext, node: t.Node): Effect | undefined {
  switch (node.type) {
    case 'AssignmentExpression':
      return writeOf(context, node, node.left);
    case 'UpdateExpression':
      return writeOf(context, node, node.argument);
    case 'UnaryExpression':
      return node.operator === 'delete' ? writeOf(context, node, node.argument) : undefined;
    case 'AwaitExpression':
    case 'YieldExpression':
    case 'TaggedTemplateExpression':
      return { node, runs: true, writes: undefined, reads: undefined };
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return isPureCall(context, node) ? undefined : { node, runs: true, writes: undefined, reads: undefined };
    default:
      return undefined;
  }
}

function writeOf(context: FileContext, node: t.Node, target: t.Node): Effect {
  const writes = placeOf(context, target);
  // Several at once, or who knows which.
  return { node, runs: writes === undefined, writes, reads: undefined };
}

function placeOf({ facts: { scopes } }: FileContext, node: t.Node): Place | undefined {
  const inner = unwrap(node);
  if (isMember(inner)) return memberName(inner);
  return inner.type === 'Identifier' ? scopes.bindingOf(inner) : undefined;
}

/** A read of what is written beside it, or of a variable that a function may write which runs beside it. */
function readOf(context: FileContext, node: t.Node, written: ReadonlySet<Place>, runs: boolean): Effect | undefined {
  if (node.type !== 'Identifier' && !isMember(node)) return undefined;
  const reads = placeOf(context, node);
  if (reads === undefined) return undefined;
  const isConcerned =
    written.has(reads) || (runs && typeof reads !== 'string' && isElsewhere(context, reads, node, 'written'));
  return isConcerned ? { node, runs: false, writes: undefined, reads } : undefined;
}

/** Whether another function than that of a node mentions a variable: at all, or to write to it. */
function isElsewhere({ source }: FileContext, binding: Binding, node: t.Node, how: 'seen' | 'written'): boolean {
  if (how === 'written' && !binding.reassigned) return false;
  const here = functionOf(source, node);
  return binding.references.some(
    ({ kind, node: at }) => (how === 'seen' || kind.includes('write')) && functionOf(source, at) !== here,
  );
}

/** Whether it can be seen which of two comes first. */
export function conflicts(context: FileContext, a: Effect, b: Effect): boolean {
  if (a.runs && b.runs) return true;
  if (a.runs || b.runs) {
    const [{ node }, other] = a.runs ? [a, b] : [b, a];
    if (other.reads !== undefined) return typeof other.reads !== 'string';
    return (
      typeof other.writes === 'string' ||
      (other.writes !== undefined && isElsewhere(context, other.writes, node, 'seen'))
    );
  }
  const touches = ({ reads, writes }: Effect, place: Place | undefined) =>
    place !== undefined && (reads === place || writes === place);
  return touches(a, b.writes) || touches(b, a.writes);
}
