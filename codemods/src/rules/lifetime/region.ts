import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { commentsIn } from '../../parse/comments';
import { firstAfter } from '../../parse/first-after';
import { isComponent } from '../../parse/script-blocks';
import { isWithin, type Range, rangeOf } from '../../parse/source-file';
import { startPlaces } from '../calls/sites';
import type { StartCall } from '../options/start-call';
import { functionOf, isGuarded } from '../syntax/flow';
import { indexHolding, listOf, rangeOfRun } from '../syntax/statements';
import type { FileContext } from '../types';
import { beginsLine, cannotBecomeActive } from './active-edits';
import { carriedBy } from './carried';
import { findEscape, isEnded, isEndHandedOn, isHandedOn } from './escapes';
import { findObstacle, type Obstacle } from './obstacles';
import { comingOut, type Result } from './result';
import { type ReturnType, returnTypeFor } from './return-type';

/** The run of statements that moves into the callback of `startActiveSpan`. */
export interface Region {
  readonly start: StartCall;
  readonly declaration: t.VariableDeclaration;
  readonly id: t.Identifier;
  readonly binding: Binding;
  readonly statements: readonly t.Statement[];
  /** From the end of the declaration to the end of the last statement. */
  readonly range: Range;
  /** It shares the line of what stands before it, as in `() => { const span = ...; span.finish(); }`: so does its callback. */
  readonly onOneLine: boolean;
  /** Something in it awaits. */
  readonly isAsync: boolean;
  /** What the callback repeats from the annotation of its function. */
  readonly returnType: ReturnType;
  /** It returns, so the call is returned. */
  readonly returns: boolean;
  /** It is inside a `try` of its function, which must still see what is thrown. */
  readonly isGuarded: boolean;
  /** It is returned through the call. */
  readonly result: Result | undefined;
}

export type RegionOrReason = Region | { readonly obstacle: Obstacle };

/** A span that is kept in a variable of its own, and the statements that may belong to it. */
export interface Candidate {
  readonly start: StartCall;
  readonly declaration: t.VariableDeclaration;
  readonly id: t.Identifier;
  readonly binding: Binding;
  /** The statements after the declaration, in the same list. */
  readonly following: readonly t.Statement[];
  readonly moved: readonly Moved[];
}

/** Code that goes where it stands, and comes again in a call further on. */
export interface Moved {
  readonly from: Range;
  readonly to: Range;
}

/** What a region has to keep to. */
interface Around {
  readonly moved: readonly Moved[];
  /** No statement beyond this offset may be drawn in: the callback of another span ends there. */
  readonly end: number;
}

/** More than this many statements that have nothing to do with the span are not drawn into its callback. */
const FURTHER_STATEMENTS = 3;

/** The smallest run of statements that holds every use of the span and can run in a callback; else what keeps it from it. */
export function findRegion(context: FileContext, start: StartCall, around: Around): RegionOrReason {
  const candidate = candidateOf(context, start, around);
  if ('obstacle' in candidate) return candidate;
  const unwritable = cannotBecomeActive(context, candidate);
  if (unwritable) return { obstacle: unwritable };
  const smallest = smallestRun(candidate);
  if (smallest === undefined) return { obstacle: { reason: isUsed(candidate) ? 'elsewhere' : 'unused' } };
  if (isUsedAfterItsEnd(context, candidate, smallest))
    return { obstacle: { reason: 'escapes', what: 'it is used after it is finished' } };
  const outlived = findEscape(context, candidate);
  return outlived ? { obstacle: outlived } : onItsLines(context, growRegion(context, candidate, smallest));
}

/** Code that moves begins its line, or stays on the one where it begins. */
function onItsLines(context: FileContext, found: RegionOrReason): RegionOrReason {
  if ('obstacle' in found || found.onOneLine || beginsLine(context, found)) return found;
  return { obstacle: { reason: 'syntax', what: 'other code stands before it on its first line' } };
}

/** A statement of the list finishes the span, and later ones still speak of it: as the parent of others, most likely. */
function isUsedAfterItsEnd(context: FileContext, { binding, following }: Candidate, smallest: number): boolean {
  const isBefore = (index: number) => index < smallest - 1 && following[index]?.type === 'ExpressionStatement';
  const home = following[0] && functionOf(context.source, following[0]);
  return binding.references.some(
    ({ node }) =>
      isBefore(indexHolding(following, rangeOf(node))) &&
      isEnded(context, node) &&
      !isEndHandedOn(context, node) &&
      functionOf(context.source, node) === home,
  );
}

function candidateOf(
  context: FileContext,
  start: StartCall,
  { moved, end }: Around,
): Candidate | { readonly obstacle: Obstacle } {
  const declarator = context.source.parents.get(start.call);
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== start.call)
    return { obstacle: { reason: 'place' } };
  const declaration = context.source.parents.get(declarator);
  const list = declaration && listOf(context.source, declaration);
  if (declaration?.type !== 'VariableDeclaration' || !list || declaration.declarations.length > 1)
    return { obstacle: { reason: 'place' } };
  const binding = declarator.id.type === 'Identifier' ? context.facts.scopes.bindingOf(declarator.id) : undefined;
  if (declarator.id.type !== 'Identifier' || !binding) return { obstacle: { reason: 'place' } };
  if (binding.reassigned) return { obstacle: { reason: 'reassigned' } };
  if (list === context.source.ast.program.body && isComponent(context.source.path))
    return { obstacle: { reason: 'syntax', what: 'the markup of a component sees what its script declares' } };
  const following = list.slice(list.indexOf(declaration) + 1).filter((statement) => rangeOf(statement).end <= end);
  return { start, declaration, id: declarator.id, binding, following, moved };
}

/** How many of the following statements hold every use; undefined where there is none, or one is elsewhere. */
function smallestRun({ binding, following, id, moved }: Candidate): number | undefined {
  let length = 0;
  for (const { node } of binding.references) {
    if (node === id) continue;
    const place = moved.find(({ from }) => isWithin(rangeOf(node), from))?.to ?? rangeOf(node);
    const index = indexHolding(following, place);
    if (index < 0) return undefined;
    length = Math.max(length, index + 1);
  }
  return length === 0 ? undefined : length;
}

function isUsed({ binding, id }: Candidate): boolean {
  return binding.references.some(({ node }) => node !== id);
}

/** Takes in a few statements more where that removes what stands in the way. */
function growRegion(context: FileContext, candidate: Candidate, smallest: number): RegionOrReason {
  let first: Obstacle | undefined;
  // A long region may draw in as much again: it is still mostly its own.
  const most = Math.min(candidate.following.length, smallest + Math.max(FURTHER_STATEMENTS, smallest));
  for (let length = smallest; length <= most; ) {
    if (startsAnother(context, candidate.following.slice(smallest, length))) break;
    const obstacle = findObstacle(context, candidate, candidate.following.slice(0, length));
    if (!obstacle) return bestOf(context, candidate, smallest, length, first);
    first ??= obstacle;
    if (!obstacle.mayPass) break;
    length = Math.max(length + 1, lengthUntil(candidate, obstacle.until ?? 0));
  }
  return throughResult(context, candidate, smallest, first ?? { reason: 'place' });
}

/** How many of the following statements reach an offset; what lies between is not worth a try. */
function lengthUntil({ following }: Candidate, offset: number): number {
  const index = following.findIndex((statement) => rangeOf(statement).end >= offset);
  return index < 0 ? following.length + 1 : index + 1;
}

/** Code after the span is drawn in if it returns; else a constant that comes out of the call leaves it where it was. */
function bestOf(
  context: FileContext,
  candidate: Candidate,
  smallest: number,
  length: number,
  obstacle: Obstacle | undefined,
): RegionOrReason {
  const grown = () => regionOf(context, candidate, openLength(context, candidate, length), undefined);
  if (!obstacle || candidate.following[length - 1]?.type === 'ReturnStatement') return grown();
  const through = throughResult(context, candidate, smallest, obstacle);
  return 'obstacle' in through ? grown() : through;
}

/** The one constant that later code reads may come out of the call, if nothing else stands in the way. */
function throughResult(
  context: FileContext,
  candidate: Candidate,
  smallest: number,
  obstacle: Obstacle,
): RegionOrReason {
  const { result } = obstacle;
  if (!result) return { obstacle };
  if (endsLater(context, candidate)) return { obstacle: { reason: 'escapes', what: 'a callback finishes it' } };
  const other = findObstacle(context, candidate, candidate.following.slice(0, smallest), result);
  return other ? { obstacle: other } : regionOf(context, candidate, smallest, result);
}

/**
 * A span that only a callback finishes is still open when the next statement runs: `res.on('finish', ...); next()`. The end of the
 * list is taken in, if it is near.
 */
function openLength(context: FileContext, candidate: Candidate, length: number): number {
  const { following, declaration } = candidate;
  const rest = following.slice(length);
  if (!functionOf(context.source, declaration) || rest.length > FURTHER_STATEMENTS) return length;
  if (startsAnother(context, rest) || !isOpen(context, candidate)) return length;
  return findObstacle(context, candidate, following) ? length : following.length;
}

/** Whether the span is still open after its statements: callbacks finish it, or hand it to what does. */
function isOpen(context: FileContext, candidate: Candidate): boolean {
  const { binding, declaration } = candidate;
  const home = functionOf(context.source, declaration);
  const uses = binding.references.map(({ node }) => node);
  if (uses.some((node) => isEnded(context, node))) return endsLater(context, candidate);
  return uses.some((node) => functionOf(context.source, node) !== home && isHandedOn(context, node));
}

/** Whether nothing but callbacks finishes the span. */
function endsLater(context: FileContext, { binding, declaration }: Candidate): boolean {
  const home = functionOf(context.source, declaration);
  const ends = binding.references.map(({ node }) => node).filter((node) => isEnded(context, node));
  const later = ends.filter((node) => functionOf(context.source, node) !== home || isEndHandedOn(context, node));
  return ends.length > 0 && later.length === ends.length;
}

/** Siblings stay siblings. */
function startsAnother(context: FileContext, statements: readonly t.Statement[]): boolean {
  const { start, end } = rangeOfRun(statements);
  const places = startPlaces(context);
  const next = places[firstAfter(places, start - 1)];
  return next !== undefined && next.end <= end;
}

function regionOf(
  context: FileContext,
  candidate: Candidate,
  length: number,
  result: t.VariableDeclarator | undefined,
): Region {
  const { start, declaration, id, binding } = candidate;
  const statements = candidate.following.slice(0, length);
  const carried = carriedBy(context, statements);
  const returnType = returnTypeFor(context, declaration, statements);
  const range = { start: rangeOf(declaration).end, end: endOf(context, rangeOfRun(statements).end) };
  const isAsync = carried.some(({ awaits }) => awaits) || returnType.isAsync;
  return {
    start,
    declaration,
    id,
    binding,
    statements,
    range,
    onOneLine:
      !beginsLine(context, candidate) && isOneLine(context, { start: rangeOf(declaration).start, end: range.end }),
    isAsync,
    returnType,
    returns: carried.some(({ returns }) => returns.length > 0),
    isGuarded: isGuarded(context.source, declaration),
    result: result && comingOut(context, result, isAsync),
  };
}

/** Whether code may go on behind a range: it is of one line, and no comment takes the rest of that. */
function isOneLine({ source }: FileContext, range: Range): boolean {
  const text = source.text.slice(range.start, range.end);
  if (/[\r\n]/.test(text)) return false;
  return commentsIn(source, range).every(({ start }) => source.text.startsWith('/*', start));
}

/** A comment at the end of the last line belongs to it. */
function endOf({ source }: FileContext, end: number): number {
  const rest = /^[ \t]*\/\/[^\r\n]*/.exec(source.text.slice(end));
  return end + (rest?.[0].length ?? 0);
}
