import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { keep, type Part } from '../../edit/edit';
import type { Fact, Unit } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { isExtracted } from '../context/extracted';
import { type AnyCall, calleeOf, isCall, isMember, isRepeatable, isTypeScript, unwrap } from '../data/syntax';
import { quoted } from '../data/text';
import type { FileContext } from '../types';
import { siteOf } from './sites';

/** The context argument that a parent of OpenTracing becomes. `root` stands for no parent at all. */
export type ParentContext =
  | { readonly kind: 'root' }
  | { readonly kind: 'context'; readonly parts: readonly Part[]; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'left';
      readonly finding: Finding;
      /** What could be told apart if it were in a variable. */
      readonly unnamed?: t.Expression;
    };

/** A parent that can be translated. */
export type SettledParent = Exclude<ParentContext, { kind: 'left' }>;

/** Expressions, as written, that are known to be there at a place, because a test says so. */
export type Present = ReadonlySet<string>;

const NOTHING_KNOWN: Present = new Set();

/** The expression of a Context for what `childOf` or a reference holds: a span, a span context, nothing, or one of these. */
export function parentContext(
  context: FileContext,
  parent: t.Expression,
  present: Present = NOTHING_KNOWN,
): ParentContext {
  if (isNothing(parent)) return { kind: 'root' };
  const inner = unwrap(parent);
  if (inner.type === 'ConditionalExpression') return chosenParent(context, inner, present);
  if (inner.type === 'LogicalExpression') return logicalParent(context, inner, present);
  const span = spanBehind(context, parent);
  if (span) return spanParent(context, span.span, span.nullable, present);
  return plainParent(context, parent, context.facts.factOf(parent) ?? context.facts.factOf(inner), present);
}

/** The span of `span.context()`; for a parent it stands for the span itself. */
export function contextCallOf(context: FileContext, node: t.Node): AnyCall | undefined {
  const inner = unwrap(node);
  if (!isCall(inner)) return undefined;
  return /^(?:span|mockSpan)\.context$/.test(siteOf(context, inner)?.member ?? '') ? inner : undefined;
}

function spanBehind(context: FileContext, node: t.Node): { span: t.Expression; nullable: boolean } | undefined {
  const call = contextCallOf(context, node);
  const callee = call && calleeOf(call);
  // `super.context()` is no expression to keep.
  if (!callee || callee.object.type === 'Super') return undefined;
  return { span: callee.object, nullable: callee.type === 'OptionalMemberExpression' };
}

/** A literal that says there is no parent. */
export function isNothing(node: t.Node): boolean {
  const inner = unwrap(node);
  return (
    inner.type === 'NullLiteral' ||
    (inner.type === 'Identifier' && inner.name === 'undefined') ||
    (inner.type === 'UnaryExpression' && inner.operator === 'void')
  );
}

function chosenParent(context: FileContext, node: t.ConditionalExpression, present: Present): ParentContext {
  const [yes, no] = [
    parentContext(context, node.consequent, withTest(context, node.test, present)),
    parentContext(context, node.alternate, present),
  ];
  return choose(context, node.test, yes, no);
}

/** What a test that holds says to be there: `a`, `a.b` of `a && a.b`, `a` of `a != null`. */
export function withTest(context: FileContext, test: t.Expression, present: Present = NOTHING_KNOWN): Present {
  const inner = unwrap(test);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&')
    return withTest(context, inner.right, withTest(context, inner.left, present));
  if (inner.type === 'BinaryExpression' && /^!==?$/.test(inner.operator) && isNothing(inner.right))
    return new Set([...present, textOf(context.source, inner.left)]);
  return new Set([...present, textOf(context.source, inner)]);
}

/** One parent or the other, by a test. Where it tests the parent itself for being there, `??` says the same. */
export function choose(context: FileContext, test: t.Expression, yes: ParentContext, no: ParentContext): ParentContext {
  if (yes.kind === 'left') return yes;
  if (no.kind === 'left') return no;
  if (yes.kind === 'root' && no.kind === 'root') return { kind: 'root' };
  const findings = [...findingsOf(yes), ...findingsOf(no)];
  if (no.kind === 'root' && yes.kind === 'context' && isItself(context, test, yes.parts))
    return isExtracted(context, test) ? yes : { ...yes, parts: [...yes.parts, ' ?? ', noParent(context)] };
  const parts = [
    ...grouped(test, LOOSER_THAN_TEST),
    ' ? ',
    ...inParentheses(partsOf(context, yes)),
    ' : ',
    ...partsOf(context, no),
  ];
  return { kind: 'context', parts, findings };
}

/** Whether the parts are nothing but the tested variable itself. */
function isItself({ source }: FileContext, test: t.Expression, parts: readonly Part[]): boolean {
  const [part] = parts;
  if (parts.length !== 1 || part === undefined || typeof part === 'string') return false;
  return isStable(test) && source.text.slice(part.start, part.end) === textOf(source, test);
}

/** The text of a settled parent; no parent is the root context, or what is active if the user asked for that. */
export function partsOf(context: FileContext, parent: SettledParent): readonly Part[] {
  return parent.kind === 'root' ? [noParent(context)] : parent.parts;
}

function findingsOf(parent: ParentContext): readonly Finding[] {
  return parent.kind === 'context' ? parent.findings : [];
}

/** The Context of a span without a parent. */
export function noParent(context: FileContext): string {
  return context.options.parents === 'active' ? `${context.api('context')}.active()` : context.api('ROOT_CONTEXT');
}

function logicalParent(context: FileContext, node: t.LogicalExpression, present: Present): ParentContext {
  // `parent && parent.context()`: where the left is falsy there is no parent.
  if (node.operator === '&&') {
    const right = parentContext(context, node.right, withTest(context, node.left, present));
    return choose(context, node.left, right, { kind: 'root' });
  }
  if (isNothing(node.right)) return parentContext(context, node.left, present);
  if (isOneRole(context, node)) return plainParent(context, node, context.facts.factOf(node.right), present);
  return firstPresent(context, node, present);
}

/** Two variables of one role: `trace.setSpan(context.active(), a || b)`. */
function isOneRole(context: FileContext, { left, right }: t.LogicalExpression): boolean {
  if (contextCallOf(context, left) || contextCallOf(context, right)) return false;
  const roles = new Set([...rolesOf(context, left), ...rolesOf(context, right)]);
  return isCertain(context, left) && isCertain(context, right) && roles.size === 1;
}

/** The left if it is there, else the right. */
function firstPresent(context: FileContext, node: t.LogicalExpression, present: Present): ParentContext {
  const right = parentContext(context, node.right, present);
  if (right.kind === 'left') return right;
  if (isCertain(context, node.left) && rolesOf(context, node.left).has('spanContext')) {
    const parts = [keep(node.left), ` ${node.operator} `, ...inParentheses(partsOf(context, right))];
    return settled(parts, findingsOf(right));
  }
  if (!isStable(node.left)) return left(context, node);
  return choose(context, node.left, parentContext(context, node.left, withTest(context, node.left, present)), right);
}

/** A choice among parts needs parentheses beside another operator. */
function inParentheses(parts: readonly Part[]): readonly Part[] {
  return parts.some((part) => typeof part === 'string' && / [?:] | \?\? /.test(part)) ? ['(', ...parts, ')'] : parts;
}

function rolesOf(context: FileContext, node: t.Node): ReadonlySet<string> {
  return context.facts.factOf(node)?.roles ?? new Set();
}

function isCertain(context: FileContext, node: t.Node): boolean {
  return hasOneRole(context.facts.factOf(node));
}

/** One role is proven, and nothing else reaches it; or the author wrote down that nothing else may. */
export function hasOneRole(fact: Fact | undefined): fact is Fact {
  if (fact?.roles.size !== 1 || fact.container !== 'none') return false;
  return !fact.mixed || fact.evidence === 'annotation' || fact.evidence === 'type';
}

function plainParent(
  context: FileContext,
  node: t.Expression,
  fact: Fact | undefined,
  present: Present,
): ParentContext {
  if (hasOneRole(fact)) {
    if (fact.roles.has('span') || fact.roles.has('mockSpan')) return spanParent(context, node, fact.nullable, present);
    if (fact.roles.has('spanContext')) return contextParent(context, node, fact.nullable, present);
  }
  return eitherParent(context, node, fact, present);
}

function spanParent(context: FileContext, span: t.Expression, nullable: boolean, present: Present): ParentContext {
  const inContext = withSpan(context, [keep(span)]);
  const mayMiss = nullable || context.facts.factOf(span)?.nullable === true;
  if (!mayMiss || isPresent(context, span, present)) return settled(inContext);
  if (isStable(span))
    return settled([keep(span), ' ? ', ...withSpan(context, [certainly(context, span)]), ' : ', noParent(context)]);
  // At run time a missing span sets nothing, which is a root; only TypeScript minds.
  return isTypeScript(context.source) ? { ...left(context, span), unnamed: span } : settled(inContext);
}

/** `a.b` for the `a?.b` that a test has found to be there. */
function certainly({ source }: FileContext, node: t.Expression): Part {
  const text = textOf(source, node);
  return text.includes('?.') ? text.replaceAll('?.', '.') : keep(node);
}

/** `trace.setSpan(context.active(), span)`. */
export function withSpan(context: FileContext, span: readonly Part[]): Part[] {
  return [`${context.api('trace')}.setSpan(${context.api('context')}.active(), `, ...span, ')'];
}

function contextParent(context: FileContext, node: t.Expression, nullable: boolean, present: Present): ParentContext {
  if (!nullable || isPresent(context, node, present) || isExtracted(context, node)) return settled([keep(node)]);
  return settled([...grouped(node, LOOSER_THAN_NULLISH), ' ?? ', noParent(context)]);
}

/** The author said that it is there, or a test did. */
function isPresent({ source }: FileContext, node: t.Expression, present: Present): boolean {
  return node.type === 'TSNonNullExpression' || present.has(textOf(source, node));
}

const LOOSER_THAN_TEST = ['AssignmentExpression', 'ArrowFunctionExpression', 'SequenceExpression', 'YieldExpression'];
const LOOSER_THAN_NULLISH = [...LOOSER_THAN_TEST, 'LogicalExpression', 'ConditionalExpression'];

/** An expression beside an operator; its own parentheses are not part of its node. */
function grouped(node: t.Expression, looser: readonly string[]): Part[] {
  return looser.includes(node.type) ? ['(', keep(node), ')'] : [keep(node)];
}

/** Whether reading an expression again gives the same, and does nothing: `a`, `a.b`, `a?.b`, `this.a`, `a['b']`. */
export function isStable(node: t.Node): boolean {
  const inner = unwrap(node);
  if (isRepeatable(inner)) return true;
  if (!isMember(inner) || (inner.computed && !isRepeatable(inner.property))) return false;
  return isStable(inner.object);
}

function eitherParent(
  context: FileContext,
  node: t.Expression,
  fact: Fact | undefined,
  present: Present,
): ParentContext {
  if (!isStable(node)) return { ...left(context, node), unnamed: node };
  const isThere = isPresent(context, node, present) || (fact !== undefined && !fact.nullable && !fact.mixed);
  const findings = [finding('OT104', context.source.path, node, { name: textOf(context.source, node) })];
  if (isThere) return settled(eitherContext(context, keep(node)), findings);
  return settled(maybeContext(context, keep(node), certainly(context, node)), findings);
}

/** A span or a span context, told apart where the program runs: both are objects, and only a span has `spanContext`. */
function eitherContext(context: FileContext, value: Part): Part[] {
  const isSpan = [`${quoted(context, 'spanContext')} in `, value];
  return [...isSpan, ' ? ', ...withSpan(context, [value]), ' : ', value];
}

/** A span, a span context, or nothing. */
export function maybeContext(context: FileContext, value: Part, certain: Part = value): Part[] {
  return [value, ' ? (', ...eitherContext(context, certain), ') : ', noParent(context)];
}

function settled(parts: readonly Part[], findings: readonly Finding[] = []): ParentContext {
  return { kind: 'context', parts, findings };
}

function left(context: FileContext, node: t.Node): Extract<ParentContext, { kind: 'left' }> {
  return {
    kind: 'left',
    finding: finding('OT103', context.source.path, node, { parent: textOf(context.source, node) }),
  };
}

/** The units of spans and contexts that a parent expression reads. */
export function unitsOfParent(context: FileContext, parent: t.Expression): Unit[] {
  const behind = spanBehind(context, parent);
  return [context.facts.unitOf(behind?.span ?? parent)];
}

/** Whether evaluating a test does nothing else, so that it may be done twice or not at all. */
export function isPure(test: t.Node): boolean {
  const inner = unwrap(test);
  switch (inner.type) {
    case 'UnaryExpression':
      return inner.operator !== 'delete' && isPure(inner.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isPure(inner.left) && isPure(inner.right);
    case 'NullLiteral':
      return true;
    default:
      return isStable(inner);
  }
}
