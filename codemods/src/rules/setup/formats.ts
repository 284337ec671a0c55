import { keeperOf } from '../../facts/lookups/keeper';
import type { CallSite, FileFacts, Unit } from '../../facts/types';
import type { FileContext } from '../types';
import { contextOf } from '../values/values-nearby';
import { carriedCodec } from './carried-codec';
import { makersIn } from './jaeger-made';
import { registersFormat } from './zipkin-codec';

/**
 * The variables of tracers that formats are registered with which nothing carries on, of those that a call may make: what makes the tracer stays with them. Where the
 * tracer is made in one function and given its formats in another, no variable ties the two: then it may be any that the file makes, or that
 * the project makes where the file makes none.
 */
export function unitsWithFormats(context: FileContext, maker: CallSite): Unit[] {
  const files = [...context.project.files.values()];
  const registered = files.flatMap((facts) =>
    facts.calls
      .filter((call) => registersFormat(call) && !isCarried(context, facts, call))
      .map(({ unit }) => ({ unit, isHere: facts === context.facts, facts })),
  );
  if (registered.length === 0) return [];
  const own = keptIn(context.facts, maker);
  if (registered.some(({ unit }) => unit.id === own?.id)) return own ? [own] : [];
  const kept = new Set(files.flatMap((facts) => makersIn(facts).map((made) => keptIn(facts, made)?.id)));
  return registered
    .filter(({ unit, isHere, facts }) => !kept.has(unit.id) && (isHere || makersIn(facts).length === 0))
    .map(({ unit }) => unit);
}

function isCarried(context: FileContext, { source }: FileFacts, { node }: CallSite): boolean {
  const of = contextOf(context, source.path);
  return of !== undefined && carriedCodec(of)?.calls.has(node) === true;
}

/** What the tracer that a call makes is kept in. */
function keptIn(facts: FileFacts, { node }: CallSite): Unit | undefined {
  const keeper = keeperOf(facts.source.parents, node);
  return keeper && facts.unitOf(keeper);
}
