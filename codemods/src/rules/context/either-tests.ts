import type * as t from '@babel/types';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { isAsGiven } from '../parents/as-given';
import { extractsSomewhere } from '../parents/extracted';
import { alwaysThereWithJaeger } from '../parents/jaeger-extract';
import { nodesOf } from '../syntax/nodes';
import { isRepeatable, outermost } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { isDropped, isOfParent, standsAlone } from './context-tests';
import { comparedToBoth, comparedToNothing, isOnlyTested, isTested, isTestedAsAWhole } from './tested';

/**
 * Tests of whether a variable holds anything that may be a span or what was extracted: a Context is there even where nothing came
 * in, so unless it is a span it is asked for its span.
 */
export function* eitherTests(context: FileContext): Iterable<Proposal> {
  if (!extractsSomewhere(context.project)) return;
  for (const node of nodesOf(context.source, 'Identifier', 'MemberExpression')) {
    const edit = isEither(context, node) ? testEdit(context, node) : undefined;
    if (!edit) continue;
    const units = [context.facts.unitOf(node)];
    const findings = alwaysThereWithJaeger(context, node);
    yield { rule: 'extract', site: node, units, outcome: { kind: 'rewrite', edits: [edit], findings } };
  }
}

function isEither(context: FileContext, node: t.Node): boolean {
  const fact = context.facts.factOf(node);
  if (!fact?.nullable || fact.mixed || fact.container !== 'none' || fact.roles.size !== 2) return false;
  return fact.roles.has('span') && fact.roles.has('spanContext') && isRepeatable(node) && !isAsGiven(context, node);
}

function testEdit(context: FileContext, node: t.Expression): Edit | undefined {
  const { node: outer, parent } = outermost(context.source, node);
  if (!parent || isOfParent(context, node) || asksAlready(context, parent, outer)) return undefined;
  const compared = comparedToNothing(parent, outer);
  if (compared) return comparisonEdit(context, parent, node, compared);
  // What `||` chooses as a value may be the span itself.
  const isChosen = parent.type === 'LogicalExpression' && parent.operator !== '&&';
  if (isChosen && !isTestedAsAWhole(context, parent)) return undefined;
  return isTested(context, parent, outer) && !isDropped(parent, outer) ? inPlace(context, outer, node) : undefined;
}

function comparisonEdit(
  context: FileContext,
  comparison: t.Node,
  node: t.Expression,
  compared: 'equal' | 'different',
): Edit | undefined {
  const both = comparedToBoth(context, comparison, node, compared);
  if (both === 'right') return undefined;
  const whole = both ?? comparison;
  if (compared === 'equal') return replace(whole, '!(', ...isThere(context, node), ')');
  const { node: outer, parent } = outermost(context.source, whole);
  const isTruthOnly = parent !== undefined && isOnlyTested(context, parent, outer);
  return isTruthOnly ? inPlace(context, whole, node) : replace(whole, '!!(', ...isThere(context, node), ')');
}

function inPlace(context: FileContext, place: t.Node, node: t.Expression): Edit {
  const { parent } = outermost(context.source, place);
  const parts = isThere(context, node);
  return parent && standsAlone(parent) ? replace(place, ...parts) : replace(place, '(', ...parts, ')');
}

function isThere(context: FileContext, node: t.Expression): Part[] {
  const asked = `${context.api('trace')}.getSpanContext(`;
  return [keep(node), ` && (${quoted(context, 'spanContext')} in `, keep(node), ` || ${asked}`, keep(node), '))'];
}

/** `span && ('spanContext' in span || ...)`. */
function asksAlready({ source }: FileContext, parent: t.Node, node: t.Node): boolean {
  if (parent.type === 'BinaryExpression' && parent.operator === 'in') return true;
  if (parent.type !== 'LogicalExpression' || parent.left !== node) return false;
  return textOf(source, parent.right).includes(
    `spanContext${quoteAfter(textOf(source, parent.right))} in ${textOf(source, node)}`,
  );
}

function quoteAfter(text: string): string {
  return text.includes('"spanContext"') ? '"' : "'";
}
