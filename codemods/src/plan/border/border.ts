import type * as t from '@babel/types';
import { type Edit, keep, replace } from '../../edit/edit';
import type { FileFacts, Unit } from '../../facts/types';
import { shimPlaceholder } from '../../imports/placeholders';
import { isTypeScript } from '../../parse/source-file';
import { isInImplementation } from '../../rules/context/type-names';
import { handOversIn } from '../../rules/data/hand-overs';
import { type Entry, worksOnAnyTracer } from '../settle';
import { isGivenByShim, type Sides, sideOfTaker, sideOfValue } from './sides';

/**
 * Where a tracer goes from code that moves to code that stays, or the other way, a compiler takes the one for the other no more. So
 * TypeScript asks the shim there for a tracer of both. In JavaScript all stays as it is written: with the shim, any tracer answers.
 */
export function borderEdits(
  facts: FileFacts,
  left: readonly Entry[],
  applied: readonly Entry[],
  sides: Sides,
): readonly Edit[] {
  if (!isTypeScript(facts.source)) return [];
  const sideOf = (tracer: t.Node) => sideOfValue(sides, facts, tracer);
  const hasMoved = ({ id }: Unit) => sides.units.get(id) === 'moved';
  const crossing = [
    ...left.flatMap(usedAsItWas).filter((tracer) => hasMoved(facts.unitOf(tracer)) || sideOf(tracer) === 'moved'),
    ...applied.flatMap(spokenTo).filter((tracer) => sideOf(tracer) === 'kept'),
    ...handedOver(facts, sides),
  ];
  return crossing.map((tracer) => ofBoth(facts, tracer));
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
  return replace(tracer, `${key}${shimPlaceholder('toOpenTracingTracer')}(`, keep(tracer), ')');
}

/** Where the call moves after all, nothing has to stand between the two any more. */
export function withoutBorder(applied: readonly Entry[]): readonly Edit[] {
  return applied.flatMap(({ facts, call }) => {
    // What `inject` and `extract` become takes no tracer at all.
    if (call?.member !== 'tracer.startSpan' || !call.receiver) return [];
    const { receiver } = call;
    if (receiver.type !== 'CallExpression' || !isGivenByShim(facts, receiver)) return [];
    return receiver.arguments.slice(0, 1).map((given) => replace(receiver, keep(given)));
  });
}
