import type * as t from '@babel/types';
import type { Finding } from '../../catalog/findings';
import { keep, type Part } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { grouped, isNothing, isStable, LOOSER_THAN_TEST } from '../syntax/expressions';
import type { FileContext } from '../types';
import { NOTHING_KNOWN, type Present, withoutTest, withTest } from '../values/present';
import { contextCallOf, spanBehind } from './context-call';
import { inParentheses, noParent, withSpan } from './context-parts';
import { extractIn, isExtracted } from './extracted';
import { alwaysThereWithJaeger } from './jaeger-extract';
import { orElse } from './or-else';
import {
  contextOrElse,
  hasOneRole,
  left,
  type ParentContext,
  partsOf,
  plainParent,
  type SettledParent,
  settled,
  spanParent,
} from './plain-parent';

/** The expression of a Context for what `childOf` or a reference holds: a span, a span context, nothing, or one of these. */
export function parentContext(
  context: FileContext,
  parent: t.Expression,
  present: Present = NOTHING_KNOWN,
): ParentContext {
  if (isNothing(parent)) return { kind: 'root' };
  const inner = unwrap(parent);
  // What doubts that `extract` gives something goes with the call: the two are rewritten as one.
  const extract = extractIn(context, parent);
  if (extract) return plainParent(context, parent, context.facts.factOf(extract), present);
  if (inner !== parent && isExtracted(context, inner)) return parentContext(context, inner as t.Expression, present);
  if (inner.type === 'ConditionalExpression') return chosenParent(context, inner, present);
  if (inner.type === 'LogicalExpression') return logicalParent(context, inner, present);
  const span = spanBehind(context, parent);
  if (span?.nullable) return spanParent(context, span.span, true, present);
  // Asked for its context, it was surely there.
  if (span) return settled(withSpan(context, [keep(span.span)]));
  const [fact, own] = [context.facts.factOf(parent), context.facts.factOf(inner)];
  // What is known to be a span is one, whatever a cast says of it.
  const isCast = inner !== parent && hasOneRole(own) && own.roles.has('span') && !hasOneRole(fact);
  return isCast
    ? plainParent(context, inner as t.Expression, own, present)
    : plainParent(context, parent, fact ?? own, present);
}

function chosenParent(context: FileContext, node: t.ConditionalExpression, present: Present): ParentContext {
  const [yes, no] = [
    parentContext(context, node.consequent, withTest(context, node.test, present)),
    parentContext(context, node.alternate, withoutTest(context, node.test, present)),
  ];
  return asAWhole(node, choose(context, node.test, yes, no));
}

/** Where one of two parents can only be told apart in a variable, both go there. */
function asAWhole(node: t.Expression, parent: ParentContext): ParentContext {
  return parent.kind === 'left' && parent.unnamed ? { ...parent, unnamed: node, isSpan: false } : parent;
}

/** One parent or the other, by a test. Where it tests the parent itself for being there, `??` says the same. */
export function choose(context: FileContext, test: t.Expression, yes: ParentContext, no: ParentContext): ParentContext {
  if (yes.kind === 'left') return yes;
  if (no.kind === 'left') return no;
  if (yes.kind === 'root' && no.kind === 'root') return { kind: 'root' };
  const findings = [...findingsOf(yes), ...findingsOf(no)];
  if (no.kind === 'root' && yes.kind === 'context' && isItself(context, test, yes.parts))
    return isExtracted(context, test) || context.passedOn
      ? yes
      : { ...yes, parts: [...yes.parts, orElse(context, test), noParent(context)] };
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

function findingsOf(parent: ParentContext): readonly Finding[] {
  return parent.kind === 'context' ? parent.findings : [];
}

function logicalParent(context: FileContext, node: t.LogicalExpression, present: Present): ParentContext {
  // `parent && parent.context()`: where the left is falsy there is no parent.
  if (node.operator === '&&') {
    const right = parentContext(context, node.right, withTest(context, node.left, present));
    return asAWhole(node, choose(context, node.left, right, { kind: 'root' }));
  }
  if (isNothing(node.right)) return parentContext(context, node.left, present);
  const isOne = isOneRole(context, node) && !isContext(context, node.left);
  const whole = isOne ? plainParent(context, node, context.facts.factOf(node.right), present) : undefined;
  if (whole && whole.kind !== 'left') return whole;
  // As one expression it may be too much for a compiler, where one after the other is not.
  const parts = firstPresent(context, node, present);
  if (parts.kind !== 'left') return parts;
  if (whole) return whole;
  if (parts.doubted) return parts;
  // What is extracted is there even where nothing came in: then the other would never be taken.
  return rolesOf(context, node.left).has('spanContext') ? left(context, node) : asAWhole(node, parts);
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
  // `a?.context() ?? b`: it is the span that may be missing.
  const asked = spanBehind(context, node.left);
  if (asked && isStable(asked.span))
    return choose(context, asked.span, settled(withSpan(context, [keep(asked.span)])), right);
  if (asked) return left(context, node);
  if (!isStable(node.left)) return unstable(context, node, right);
  if (isContext(context, node.left)) return contextOrElse(context, node.left, right);
  return choose(context, node.left, parentContext(context, node.left, withTest(context, node.left, present)), right);
}

/** What is evaluated once can be told apart in a constant: all of it, or what may be an extracted context, which is there in any case. */
function unstable(context: FileContext, node: t.LogicalExpression, otherwise: SettledParent): ParentContext {
  const given = unwrap(node.left);
  // A span is asked for itself, which a constant that holds its context does not do.
  if (asksSpan(context, given)) return left(context, node);
  if (given.type === 'LogicalExpression' || !isContext(context, node.left))
    return { ...left(context, node), unnamed: node };
  const isThere = isExtracted(context, given);
  const named = (name: string) => {
    const asked = `${context.api('trace')}.getSpanContext(${name})`;
    const test = isThere ? asked : `${name} && ${asked}`;
    const parts = [`${test} ? ${name} : `, ...inParentheses(partsOf(context, otherwise))];
    return settled(parts, [...findingsOf(otherwise), ...alwaysThereWithJaeger(context, node.left)]);
  };
  return { ...left(context, node), doubted: { operand: node.left, named } };
}

/** Whether one of the values that are chosen between is `span.context()`. */
function asksSpan(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'ConditionalExpression')
    return asksSpan(context, inner.consequent) || asksSpan(context, inner.alternate);
  if (inner.type === 'LogicalExpression') return asksSpan(context, inner.left) || asksSpan(context, inner.right);
  return contextCallOf(context, inner) !== undefined;
}

function rolesOf(context: FileContext, node: t.Node): ReadonlySet<string> {
  return context.facts.factOf(node)?.roles ?? new Set();
}

function isCertain(context: FileContext, node: t.Node): boolean {
  return hasOneRole(context.facts.factOf(node));
}

function isContext(context: FileContext, node: t.Node): boolean {
  return isCertain(context, node) && rolesOf(context, node).has('spanContext');
}
