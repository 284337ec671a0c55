import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { keep, type Part } from '../../edit/edit';
import type { Fact, Unit } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { isExtracted } from '../context/extracted';
import { type AnyCall, calleeOf, isCall, isRepeatable, isTypeScript, unwrap } from '../data/syntax';
import { quoted } from '../data/text';
import type { FileContext } from '../types';
import { siteOf } from './sites';

/** The context argument that a parent of OpenTracing becomes. `root` stands for no parent at all. */
export type ParentContext =
  | { readonly kind: 'root' }
  | { readonly kind: 'context'; readonly parts: readonly Part[]; readonly findings: readonly Finding[] }
  | { readonly kind: 'left'; readonly finding: Finding };

/** The expression of a Context for what `childOf` or a reference holds: a span, a span context, nothing, or one of these. */
export function parentContext(context: FileContext, parent: t.Expression): ParentContext {
  if (isNothing(parent)) return { kind: 'root' };
  const inner = unwrap(parent);
  if (inner.type === 'ConditionalExpression') return chosenParent(context, inner);
  if (inner.type === 'LogicalExpression') return logicalParent(context, inner);
  const span = spanBehind(context, parent);
  if (span) return spanParent(context, span.span, span.nullable);
  return plainParent(context, parent, context.facts.factOf(parent) ?? context.facts.factOf(inner));
}

/** The span of `span.context()`; for a parent it stands for the span itself. */
export function contextCallOf(context: FileContext, node: t.Node): AnyCall | undefined {
  const inner = unwrap(node);
  if (!isCall(inner)) return undefined;
  return siteOf(context, inner)?.member === 'span.context' ? inner : undefined;
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

function chosenParent(context: FileContext, node: t.ConditionalExpression): ParentContext {
  const [yes, no] = [parentContext(context, node.consequent), parentContext(context, node.alternate)];
  return choose(context, [keep(node.test)], yes, no);
}

function choose(context: FileContext, test: readonly Part[], yes: ParentContext, no: ParentContext): ParentContext {
  if (yes.kind === 'left') return yes;
  if (no.kind === 'left') return no;
  if (yes.kind === 'root' && no.kind === 'root') return { kind: 'root' };
  const parts = [...test, ' ? ', ...partsOf(context, yes), ' : ', ...partsOf(context, no)];
  return { kind: 'context', parts, findings: [...findingsOf(yes), ...findingsOf(no)] };
}

/** The text of a settled parent; no parent is the root context, or what is active if the user asked for that. */
export function partsOf(context: FileContext, parent: Exclude<ParentContext, { kind: 'left' }>): readonly Part[] {
  return parent.kind === 'root' ? [noParent(context)] : parent.parts;
}

function findingsOf(parent: ParentContext): readonly Finding[] {
  return parent.kind === 'context' ? parent.findings : [];
}

/** The Context of a span without a parent. */
export function noParent(context: FileContext): string {
  return context.options.parents === 'active' ? `${context.api('context')}.active()` : context.api('ROOT_CONTEXT');
}

function logicalParent(context: FileContext, node: t.LogicalExpression): ParentContext {
  // `parent && parent.context()`: where the left is falsy there is no parent.
  if (node.operator === '&&')
    return choose(context, [keep(node.left)], parentContext(context, node.right), { kind: 'root' });
  if (isNothing(node.right)) return parentContext(context, node.left);
  const roles = new Set([...rolesOf(context, node.left), ...rolesOf(context, node.right)]);
  const certain = isCertain(context, node.left) && isCertain(context, node.right);
  if (certain && roles.size === 1) return plainParent(context, node, factOfEither(context, node));
  if (!isRepeatable(node.left)) return left(context, node);
  return choose(context, [keep(node.left)], truthy(context, node.left), parentContext(context, node.right));
}

/** The parent where it is known to be there. */
function truthy(context: FileContext, node: t.Expression): ParentContext {
  const fact = context.facts.factOf(node);
  return plainParent(context, node, fact && { ...fact, nullable: false });
}

function factOfEither(context: FileContext, node: t.LogicalExpression): Fact | undefined {
  const right = context.facts.factOf(node.right);
  return right && { ...right, nullable: right.nullable };
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

function plainParent(context: FileContext, node: t.Expression, fact: Fact | undefined): ParentContext {
  if (hasOneRole(fact)) {
    if (fact.roles.has('span') || fact.roles.has('mockSpan')) return spanParent(context, node, fact.nullable);
    if (fact.roles.has('spanContext')) return contextParent(context, node, fact.nullable);
  }
  return eitherParent(context, node, fact);
}

function spanParent(context: FileContext, span: t.Expression, nullable: boolean): ParentContext {
  const inContext = withSpan(context, [keep(span)]);
  const mayMiss = nullable || context.facts.factOf(span)?.nullable === true;
  if (!mayMiss || isPresent(span)) return settled(inContext);
  if (isRepeatable(span)) return settled([keep(span), ' ? ', ...inContext, ' : ', noParent(context)]);
  // At run time a missing span sets nothing, which is a root; only TypeScript minds.
  return isTypeScript(context.source) ? left(context, span) : settled(inContext);
}

/** `trace.setSpan(context.active(), span)`. */
export function withSpan(context: FileContext, span: readonly Part[]): Part[] {
  return [`${context.api('trace')}.setSpan(${context.api('context')}.active(), `, ...span, ')'];
}

function contextParent(context: FileContext, node: t.Expression, nullable: boolean): ParentContext {
  if (!nullable || isPresent(node) || isExtracted(context, node)) return settled([keep(node)]);
  return settled([...grouped(node), ' ?? ', noParent(context)]);
}

/** The author said that it is there. */
function isPresent(node: t.Expression): boolean {
  return node.type === 'TSNonNullExpression';
}

/** What `??` does not bind looser than. */
function grouped(node: t.Expression): Part[] {
  const loose = ['LogicalExpression', 'ConditionalExpression', 'AssignmentExpression', 'ArrowFunctionExpression'];
  return loose.includes(node.type) ? ['(', keep(node), ')'] : [keep(node)];
}

/** A span or a span context, told apart where the program runs: both are objects, and only a span has `spanContext`. */
function eitherParent(context: FileContext, node: t.Expression, fact: Fact | undefined): ParentContext {
  if (!isRepeatable(node)) return left(context, node);
  const either = [
    `${quoted(context, 'spanContext')} in `,
    keep(node),
    ' ? ',
    ...withSpan(context, [keep(node)]),
    ' : ',
    keep(node),
  ];
  const name = textOf(context.source, node);
  const findings = [finding('OT104', context.source.path, node, { name })];
  if (fact && !fact.nullable && !fact.mixed) return settled(either, findings);
  return settled([keep(node), ' ? (', ...either, ') : ', noParent(context)], findings);
}

function settled(parts: readonly Part[], findings: readonly Finding[] = []): ParentContext {
  return { kind: 'context', parts, findings };
}

function left(context: FileContext, node: t.Node): ParentContext {
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
