import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { EditConflict } from '../../edit/apply';
import type { Edit } from '../../edit/edit';
import { rangeOf, textOf } from '../../parse/source-file';
import { conflicts, type Effect, effectsOf } from '../effects/effects';
import type { FileContext, Proposal } from '../types';
import { hoist } from './hoist';
import { isPart, markOf, type OrderAfter, orderAfter } from './order-after';

/**
 * A rewrite that evaluates the parts of a call in another order than they are written in, where that can be seen: those that
 * came first get names before the statement, and where they cannot it is told. The double of a test makes two members of one on purpose.
 */
export function inOrder(context: FileContext, proposal: Proposal): Proposal {
  const { rule, site, outcome } = proposal;
  if (outcome.kind === 'leave' || outcome.edits.length === 0 || rule === 'mocks' || rule === 'mock-tracer')
    return proposal;
  const effects = effectsOf(context, partsOf(site));
  if (effects.length === 0) return proposal;
  const after = orderIfAny(context, outcome.edits, effects);
  if (after === undefined || isAsBefore(after)) return proposal;
  const hoisted = hoistedEdits(context, site, outcome.edits, effects, after);
  if (hoisted) return { ...proposal, outcome: { ...outcome, edits: hoisted } };
  const findings = [...(outcome.findings ?? []), ...told(context, after)];
  return { ...proposal, outcome: { ...outcome, findings } };
}

/** A receiver that is longer than this is a row of calls, each of which is looked at by itself: there may be thousands. */
const LONGEST_RECEIVER = 300;

/** What is evaluated for a call. */
function partsOf(site: t.Node): readonly t.Node[] {
  if (!('arguments' in site)) return [site];
  return isLong(site.callee) ? site.arguments : [site.callee, ...site.arguments];
}

function isLong(callee: t.Node): boolean {
  const { start, end } = rangeOf(callee);
  return end - start > LONGEST_RECEIVER;
}

function isAsBefore({ swaps, repeated }: OrderAfter): boolean {
  return swaps.length + repeated.length === 0;
}

function hoistedEdits(
  context: FileContext,
  site: t.Node,
  edits: readonly Edit[],
  effects: readonly Effect[],
  { swaps, repeated, gone }: OrderAfter,
): readonly Edit[] | undefined {
  if (gone.length > 0 || ('callee' in site && site.callee && isLong(site.callee))) return undefined;
  const early = new Set([...swaps.map(({ first }) => first), ...repeated]);
  // What came before those must still do so.
  for (const effect of [...effects].reverse())
    if ([...early].some((later) => isBefore(effect, later) && conflicts(context, effect, later))) early.add(effect);
  const hoisted = hoist(context, site, edits, [...early]);
  if (hoisted === undefined) return undefined;
  const marks = hoisted.values.flatMap((value) => effects.filter(({ node }) => isPart(value, node)).map(markOf));
  const declaration = hoisted.declarations.find((one) => {
    const marked = { ...one, parts: one.parts.map((part) => (typeof part === 'string' ? marks.join('') : part)) };
    return isInOrder(context, [...hoisted.edits, marked], effects);
  });
  return declaration && [...hoisted.edits, declaration];
}

function isInOrder(context: FileContext, edits: readonly Edit[], effects: readonly Effect[]): boolean {
  const after = orderIfAny(context, edits, effects);
  return after !== undefined && isAsBefore(after) && after.gone.length === 0;
}

/** None where two edits claim the same text, as where a rule takes apart what got a name. */
function orderIfAny(context: FileContext, edits: readonly Edit[], effects: readonly Effect[]): OrderAfter | undefined {
  try {
    return orderAfter(context, edits, effects);
  } catch (error) {
    if (error instanceof EditConflict) return undefined;
    throw error;
  }
}

function isBefore(a: Effect, b: Effect): boolean {
  return rangeOf(a.node).start < rangeOf(b.node).start;
}

function told({ source }: FileContext, { swaps: [swap], repeated: [again] }: OrderAfter): Finding[] {
  const text = (effect: Effect) => textOf(source, effect.node).replace(/\s+/g, ' ');
  const [at, second] = swap ? [swap.first, text(swap.second)] : [again, undefined];
  return at ? [finding('OT216', source.path, at.node, { first: text(at), second })] : [];
}
