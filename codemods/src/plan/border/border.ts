import type * as t from '@babel/types';
import { type Edit, keep, replace } from '../../edit/edit';
import type { FileFacts } from '../../facts/types';
import { shimPlaceholder } from '../../imports/placeholders';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { isTypeScript, type Range, type SourceFile } from '../../parse/source-file';
import { isGivenByShim, isOfShim } from '../../rules/context/given-by-shim';
import { handOversIn } from '../../rules/syntax/hand-overs';
import { calledName, isCall, isMember } from '../../rules/syntax/syntax';
import { isInImplementation } from '../../rules/type-names/type-names';
import { type Entry, worksOnAnyTracer } from '../settle';
import { isFedFromElsewhere, type Sides, sideOfTaker, sideOfValue } from './sides';

/** The function of the shim that makes a tracer of both sides. */
const TO_OPEN_TRACING = 'toOpenTracingTracer';

/**
 * Where a tracer goes from code that moves to code that stays, or the other way. Without a parent, a tracer that has moved starts a child of
 * the active span where OpenTracing's starts a root: so a start that stays asks the shim for a tracer of both, unless its own is known to
 * have stayed. For all else JavaScript stays as it is written, as with the shim any tracer answers; but a compiler takes the one for
 * the other no more, so TypeScript asks the shim wherever the two meet.
 */
export function borderEdits(
  facts: FileFacts,
  left: readonly Entry[],
  applied: readonly Entry[],
  sides: Sides,
): readonly Edit[] {
  const starts = left.filter(isStart).flatMap(usedAsItWas);
  const meeting = [
    ...starts.filter((tracer) => mayHaveMoved(sides, facts, tracer)),
    ...doubtfulStarts(facts).filter((tracer) => mayHaveMoved(sides, facts, tracer) || mayComeIn(sides, facts, tracer)),
    ...(isTypeScript(facts.source) ? meetingTypes(facts, left, applied, sides) : []),
  ];
  return meeting.map((tracer) => ofBoth(facts, tracer));
}

/** On what is OpenTracing's tracer among other things, of the project or of another library, which the shim hands back as they are. */
function doubtfulStarts({ suspects }: FileFacts): t.Node[] {
  return suspects.flatMap(({ node: { callee }, method, rival, isEither }) =>
    method === 'startSpan' && rival && !isEither && isMember(callee) ? [callee.object] : [],
  );
}

function isStart({ call }: Entry): boolean {
  return call?.member === 'tracer.startSpan';
}

function mayHaveMoved(sides: Sides, facts: FileFacts, tracer: t.Node): boolean {
  return sides.someMoved && sideOfValue(sides, facts, tracer) !== 'kept' && !isOfShim(facts, tracer);
}

/** A doubtful start keeps what it is made on as it was, which says nothing of the tracers that come in there. */
function mayComeIn(sides: Sides, facts: FileFacts, tracer: t.Node): boolean {
  return sides.someMoved && isFedFromElsewhere(sides, facts, tracer);
}

function meetingTypes(facts: FileFacts, left: readonly Entry[], applied: readonly Entry[], sides: Sides): t.Node[] {
  const sideOf = (tracer: t.Node) => sideOfValue(sides, facts, tracer);
  const hasMoved = (tracer: t.Node) =>
    sides.units.get(facts.unitOf(tracer).id) === 'moved' || sideOf(tracer) === 'moved';
  return [
    ...left
      .filter((entry) => !isStart(entry))
      .flatMap(usedAsItWas)
      .filter(hasMoved),
    ...applied.flatMap(spokenTo).filter((tracer) => sideOf(tracer) === 'kept'),
    ...handedOver(facts, sides),
  ];
}

/** What a call that stays uses as OpenTracing's tracer. */
function usedAsItWas({ call }: Entry): t.Node[] {
  if (call?.member === 'initGlobalTracer') return call.node.arguments.slice(0, 1);
  return call?.receiver && worksOnAnyTracer(call) ? [call.receiver] : [];
}

/** What a call that moves starts its span with. */
function spokenTo({ call }: Entry): t.Node[] {
  return call?.receiver && call.member === 'tracer.startSpan' ? [call.receiver] : [];
}

function handedOver(facts: FileFacts, sides: Sides): t.Node[] {
  return handOversIn(facts.source).flatMap(({ value, taker }) => {
    const side = sideOfValue(sides, facts, value);
    const other = side && !isInImplementation({ facts }, value) ? sideOfTaker(sides, facts, taker) : undefined;
    return other === undefined || other === side ? [] : [value];
  });
}

function ofBoth({ source }: FileFacts, tracer: t.Node): Edit {
  const parent = source.parents.get(tracer);
  const isShort = parent?.type === 'ObjectProperty' && parent.shorthand && tracer.type === 'Identifier';
  const key = isShort ? `${tracer.name}: ` : '';
  return replace(outerRange(source, tracer), `${key}${shimPlaceholder(TO_OPEN_TRACING)}(`, keep(tracer), ')');
}

/** Where the call moves after all, nothing has to stand between the two any more, but for a compiler where the tracer stays. */
export function withoutBorder(applied: readonly Entry[], sides: Sides): readonly Edit[] {
  return applied.flatMap(({ facts, call }) => {
    // What `inject` and `extract` become takes no tracer at all.
    if (call?.member !== 'tracer.startSpan' || !call.receiver) return [];
    const { receiver } = call;
    if (!isCall(receiver) || calledName(receiver) !== TO_OPEN_TRACING || !isGivenByShim(facts, receiver)) return [];
    const [given] = receiver.arguments;
    if (!given || (isTypeScript(facts.source) && sideOfValue(sides, facts, given) === 'kept')) return [];
    return [replace(receiver, keep(given))];
  });
}

/** With its parentheses: an argument needs none. */
function outerRange(source: SourceFile, node: t.Node): Range {
  return { start: outerStart(node), end: outerEnd(source, node) };
}
