import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { alwaysExits } from '../../parse/exits';
import { isTypeScript, isWithin, type Range, rangeOf } from '../../parse/source-file';
import { functionOf, isTail } from '../syntax/flow';
import { listOf, rangeOfRun } from '../syntax/statements';
import type { FileContext, Reason } from '../types';
import { asksForActive } from './asks-active';
import { bindingsIn } from './bindings-in';
import { carriedBy, returnsIn } from './carried';
import { losesNarrowing } from './narrowing';
import type { Candidate } from './region';
import { sharedByTurns } from './shared-by-turns';

export interface Obstacle {
  readonly reason: Reason;
  /** What stands in the way, in the user's words. */
  readonly what?: string;
  /** It may be gone when the region takes in more statements. */
  readonly mayPass?: boolean;
  /** And not before it reaches this offset. */
  readonly until?: number;
  /** The constant that could be returned through the call instead. */
  readonly result?: t.VariableDeclarator | undefined;
}

/** The first thing that keeps the statements from running in a callback that returns `result`; undefined if they may. */
export function findObstacle(
  context: FileContext,
  candidate: Candidate,
  statements: readonly t.Statement[],
  result?: t.VariableDeclarator,
): Obstacle | undefined {
  const carried = carriedBy(context, statements);
  return (
    carried.find(({ forbidden }) => forbidden)?.forbidden ??
    (carried.some(({ jumpsOut }) => jumpsOut) ? { reason: 'jump' as const } : undefined) ??
    asksForActive(context, statements) ??
    strandedReturn(context, candidate, statements) ??
    (result ? undefined : strandedBinding(context, candidate, statements)) ??
    sharedByTurns(context, candidate, statements) ??
    (isTypeScript(context.source) ? losesNarrowing(context, candidate, statements) : undefined)
  );
}

/** A `return` inside is right only where nothing of the function would run after the region. */
function strandedReturn(
  context: FileContext,
  { declaration }: Candidate,
  statements: readonly t.Statement[],
): Obstacle | undefined {
  if (returnsIn(context, statements).length === 0) return undefined;
  const { source } = context;
  const within = functionOf(source, declaration);
  if (within?.type === 'ClassMethod' && within.kind === 'constructor') return { reason: 'return' };
  const last = statements.at(-1);
  const list = listOf(source, declaration);
  const ends = last !== undefined && list?.at(-1) === last && isTail(source, last);
  return alwaysExits(statements) || ends ? undefined : { reason: 'return', mayPass: true };
}

/** A name that is made inside and used outside. */
function strandedBinding(
  context: FileContext,
  candidate: Candidate,
  statements: readonly t.Statement[],
): Obstacle | undefined {
  const range = rangeOfRun(statements);
  const stranded = bindingsIn(context.facts.scopes, range).filter((binding) => isStranded(candidate, binding, range));
  const [first] = stranded;
  if (!first) return undefined;
  const isMoved = candidate.moved.some(({ from }) => isWithin(rangeOf(first.identifier), from));
  const result =
    stranded.length === 1 && !isMoved && !mayBeReadInside(context, first, range)
      ? resultOf(context, first, statements)
      : undefined;
  const until = rangeAround(stranded.map(mentionsOf)).end;
  return { reason: 'binding', what: first.name, mayPass: true, until, result };
}

function isStranded({ binding: span }: Candidate, binding: Binding, range: Range): boolean {
  if (binding === span || !isWithin(rangeOf(binding.identifier), range)) return false;
  return binding.references.length > 0 && !isWithin(mentionsOf(binding), range);
}

const mentions = new WeakMap<Binding, Range>();

/** From the first mention of a name to the last. */
function mentionsOf(binding: Binding): Range {
  const known = mentions.get(binding) ?? rangeAround(binding.references.map(({ node }) => rangeOf(node)));
  mentions.set(binding, known);
  return known;
}

function rangeAround(ranges: readonly Range[]): Range {
  return {
    start: ranges.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY),
    end: ranges.reduce((last, { end }) => Math.max(last, end), 0),
  };
}

/**
 * Whether code outside of the region may read a name while the region runs: functions that are made before it, or hoisted to there.
 * What comes out of the call is theirs only when the call is over.
 */
function mayBeReadInside({ source }: FileContext, binding: Binding, range: Range): boolean {
  const home = functionOf(source, binding.declaration);
  return binding.references.some(({ node }) => {
    if (isWithin(rangeOf(node), range)) return false;
    return rangeOf(node).start < range.start || isInHoisted(source, node, home);
  });
}

function isInHoisted(source: FileContext['source'], node: t.Node, home: t.Node | undefined): boolean {
  for (let at = functionOf(source, node); at && at !== home; at = functionOf(source, at))
    if (at.type === 'FunctionDeclaration') return true;
  return false;
}

/** The declarator of a constant of the region itself that can be what the callback returns. */
function resultOf(
  context: FileContext,
  binding: Binding,
  statements: readonly t.Statement[],
): t.VariableDeclarator | undefined {
  if (binding.kind !== 'const' || binding.declaration.type !== 'VariableDeclarator') return undefined;
  if (binding.declaration.id !== binding.identifier) return undefined;
  const declaration = context.source.parents.get(binding.declaration);
  const isOwn = statements.some((statement) => statement === declaration);
  const returns = returnsIn(context, statements).length > 0;
  const holdsSpan = context.facts.factOf(binding.identifier)?.roles.has('span') === true;
  return isOwn && !returns && !holdsSpan ? binding.declaration : undefined;
}
