import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { keep, type Part } from '../../edit/edit';
import type { Fact } from '../../facts/types';
import { isTypeScript, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { docCastOf } from '../syntax/doc-cast';
import { grouped, isStable, LOOSER_THAN_NULLISH } from '../syntax/expressions';
import { excerpt } from '../syntax/text';
import type { FileContext } from '../types';
import { mayBeMissing } from '../values/may-be-missing';
import { isNotOfClass, isOfClass, isPresent, type Present } from '../values/present';
import { certainly, eitherContext, inParentheses, isNarrowed, maybeContext, noParent, withSpan } from './context-parts';
import { extractsSomewhere, isExtracted } from './extracted';
import { alwaysThereWithJaeger } from './jaeger-extract';
import { orElse } from './or-else';

/** The context argument that a parent of OpenTracing becomes. `root` stands for no parent at all. */
export type ParentContext =
  | { readonly kind: 'root' }
  | { readonly kind: 'context'; readonly parts: readonly Part[]; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'left';
      readonly finding: Finding;
      /** What could be told apart if it were in a variable. */
      readonly unnamed?: t.Expression;
      /** That is then a span, if it is there at all. */
      readonly isSpan?: boolean;
      /** What something else takes the place of where it gives no span: in a constant of its own it can be asked for that. */
      readonly doubted?: DoubtedParent;
    };

/** `contextOf(request) || span`: the left, and what the parent is once it has a name. */
export interface DoubtedParent {
  readonly operand: t.Expression;
  named(name: string): SettledParent;
}

/** A parent that can be translated. */
export type SettledParent = Exclude<ParentContext, { kind: 'left' }>;

/** One role is proven, and nothing else reaches it; or the author wrote down that nothing else may. */
export function hasOneRole(fact: Fact | undefined): fact is Fact {
  if (fact?.roles.size !== 1 || fact.container !== 'none' || fact.doubtful) return false;
  return !fact.mixed || fact.evidence === 'annotation' || fact.evidence === 'type';
}

/** What one caller gives is proven, and of what another gives nothing is known: it may be the other of the two. */
function isDoubted({ facts }: FileContext, node: t.Expression, { evidence }: Fact): boolean {
  return evidence !== 'annotation' && evidence !== 'type' && facts.mayBeUnknown(unwrap(node));
}

/** A parent that one expression gives, by what is known of it; with the cast that a comment makes of it. */
export function plainParent(
  context: FileContext,
  node: t.Expression,
  fact: Fact | undefined,
  present: Present,
): ParentContext {
  const parent = parentByFact(context, node, fact, present);
  const cast = parent.kind === 'context' ? docCastOf(context.source, node) : undefined;
  if (parent.kind !== 'context' || cast === undefined) return parent;
  const { start, end } = keep(node);
  const isNode = (part: Part) => typeof part !== 'string' && part.start === start && part.end === end;
  return { ...parent, parts: parent.parts.map((part) => (isNode(part) ? keep(cast) : part)) };
}

function parentByFact(
  context: FileContext,
  node: t.Expression,
  fact: Fact | undefined,
  present: Present,
): ParentContext {
  if (fact?.doubtful || isLiteral(node)) return doubtful(context, node);
  if (hasOneRole(fact) && !isDoubted(context, node, fact)) {
    if (fact.roles.has('span') || fact.roles.has('mockSpan')) return spanParent(context, node, fact.nullable, present);
    if (fact.roles.has('spanContext')) return contextParent(context, node, mayMiss(fact), present);
  }
  return eitherParent(context, node, fact, present);
}

/** A span, or none where it may be missing. */
export function spanParent(
  context: FileContext,
  span: t.Expression,
  nullable: boolean,
  present: Present,
): ParentContext {
  const inContext = withSpan(context, [keep(span)]);
  const isOptional = nullable || context.facts.factOf(span)?.nullable === true || mayBeMissing(context, span);
  if (!isOptional) return settled(inContext);
  const certain = withSpan(context, certainly(context, span));
  if (isPresent(context, span, present)) return settled(isNarrowed(context, span) ? inContext : certain);
  if (isStable(span)) return settled([keep(span), ' ? ', ...certain, ' : ', noParent(context)]);
  // At run time a missing span sets nothing, which is a root; only TypeScript minds.
  if (isTypeScript(context.source)) return { ...left(context, span), unnamed: span, isSpan: true };
  const isFalse = context.facts.factOf(span)?.maybeFalse === true;
  return settled(isFalse ? withSpan(context, [...grouped(span, LOOSER_THAN_NULLISH), ' || undefined']) : inContext);
}

/** A Context that is not there would let the active one in. */
function mayMiss({ nullable, unset }: Fact): boolean {
  return nullable || unset;
}

function contextParent(context: FileContext, node: t.Expression, nullable: boolean, present: Present): ParentContext {
  const isThere = !nullable || isPresent(context, node, present);
  if (context.passedOn === 'asked' && (isExtracted(context, node) || !isThere)) return askedContext(context, node);
  if (isThere || isExtracted(context, node) || context.passedOn) return settled([keep(node)]);
  return settled([...grouped(node, LOOSER_THAN_NULLISH), orElse(context, node), noParent(context)]);
}

/** Where nothing came in, `extract` gave nothing; the Context that it gives now would pass for a parent where one is asked for. */
function askedContext(context: FileContext, node: t.Expression): ParentContext {
  if (!extractsSomewhere(context.project)) return settled([keep(node)]);
  if (!isStable(node)) return { ...left(context, node), unnamed: node };
  return contextOrElse(context, node, { kind: 'root' });
}

/** A Context is there even where nothing came in, so it is asked for its span; else the other parent would never be taken. */
export function contextOrElse(context: FileContext, node: t.Expression, otherwise: SettledParent): ParentContext {
  const asked: Part[] = [`${context.api('trace')}.getSpanContext(`, keep(node), ')'];
  const fact = context.facts.factOf(node);
  const isThere = fact && mayMiss(fact) && !isExtracted(context, node) ? [keep(node), ' && ', ...asked] : asked;
  const findings = otherwise.kind === 'context' ? otherwise.findings : [];
  const parts = [...isThere, ' ? ', keep(node), ' : ', ...inParentheses(partsOf(context, otherwise))];
  return settled(parts, [...findings, ...alwaysThereWithJaeger(context, node)]);
}

/** The text of a settled parent; no parent is the root context, or what is active if the user asked for that. */
export function partsOf(context: FileContext, parent: SettledParent): readonly Part[] {
  return parent.kind === 'root' ? [noParent(context)] : parent.parts;
}

function eitherParent(
  context: FileContext,
  node: t.Expression,
  fact: Fact | undefined,
  present: Present,
): ParentContext {
  // Without its cast a compiler knows nothing of it, and with the cast it cannot tell the two apart: a name does both.
  if (!isStable(node) || isCastOfUnknown(context, node)) return { ...left(context, node), unnamed: node };
  const nullable = fact?.nullable ?? false;
  const told = toldByTests(context, node, fact, present);
  if (told === 'Span') return spanParent(context, node, nullable, present);
  if (told === 'SpanContext') return contextParent(context, node, fact !== undefined && mayMiss(fact), present);
  // A cast says that it is one of the two, and keeps a compiler from telling them apart.
  const value = withoutCast(node);
  if (!isNarrowed(context, value)) return { ...left(context, node), unnamed: node };
  const isThere = isPresent(context, node, present) || (fact !== undefined && isCertainlyThere(context, node, fact));
  const findings = [finding('OT104', context.source.path, node, { name: textOf(context.source, node) })];
  if (isThere) return settled(eitherContext(context, keep(value)), findings);
  return settled(maybeContext(context, keep(value), certainly(context, value)), findings);
}

function withoutCast(node: t.Expression): t.Expression {
  return node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion' ? withoutCast(node.expression) : node;
}

function isCastOfUnknown({ facts }: FileContext, node: t.Expression): boolean {
  if (node.type === 'TSNonNullExpression') return withoutCast(node.expression) !== node.expression;
  const value = withoutCast(node);
  return value !== node && facts.factOf(value) === undefined;
}

function isCertainlyThere({ facts }: FileContext, node: t.Expression, fact: Fact): boolean {
  return !mayMiss(fact) && !fact.mixed && !facts.mayBeUnknownOrMissing(node);
}

/** Which of the two a test has told that it is: it is of that class, or may be of two and is not of the other. */
function toldByTests(
  context: FileContext,
  node: t.Expression,
  fact: Fact | undefined,
  present: Present,
): 'Span' | 'SpanContext' | undefined {
  const isEither = fact !== undefined && !fact.mixed && fact.container === 'none' && fact.roles.size === 2;
  const isNone = (name: string) => isEither && isNotOfClass(context, node, name, present);
  if (isOfClass(context, node, 'Span', present) || isNone('SpanContext')) return 'Span';
  return isOfClass(context, node, 'SpanContext', present) || isNone('Span') ? 'SpanContext' : undefined;
}

/** A Context that is written so. */
export function settled(
  parts: readonly Part[],
  findings: readonly Finding[] = [],
): Extract<ParentContext, { kind: 'context' }> {
  return { kind: 'context', parts, findings };
}

/** `{} as SpanContext`. */
function isLiteral(node: t.Node): boolean {
  return unwrap(node).type === 'ObjectExpression';
}

function doubtful(context: FileContext, node: t.Node): Extract<ParentContext, { kind: 'left' }> {
  const args = { parent: excerpt(textOf(context.source, node)), isDoubtful: true };
  return { kind: 'left', finding: finding('OT103', context.source.path, node, args) };
}

/** A parent that cannot be told apart. */
export function left(context: FileContext, node: t.Node): Extract<ParentContext, { kind: 'left' }> {
  return {
    kind: 'left',
    finding: finding('OT103', context.source.path, node, { parent: textOf(context.source, node) }),
  };
}
