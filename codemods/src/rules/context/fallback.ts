import type * as t from '@babel/types';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import { keeperOf } from '../../facts/lookups/keeper';
import type { Unit } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { saysNoParent } from '../parents/context-parts';
import { extractsSomewhere, isExtracted } from '../parents/extracted';
import { alwaysThereWithJaeger } from '../parents/jaeger-extract';
import { leavesToDefault } from '../parents/leaves-to-default';
import { left } from '../parents/plain-parent';
import { constantFor } from '../syntax/constant-before';
import { isNothing } from '../syntax/expressions';
import { nameFor } from '../syntax/name-for';
import { nodesOf } from '../syntax/nodes';
import { isRepeatable, outermost } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { isNullableContext, isOfParent, spanContextOf, unitOfTested } from './context-tests';
import { isTestedAsAWhole } from './tested';

/** `a || b || c` as a value, of which one but the last is a span context or nothing. */
interface Fallback {
  readonly whole: t.LogicalExpression;
  readonly operands: readonly t.Expression[];
  /** Those that a Context takes the place of, which is there even where nothing came in. */
  readonly asked: ReadonlySet<t.Expression>;
}

/**
 * `ctx || other` is the other one where `ctx` holds no span. What is asked twice is put into a constant, if that changes nothing else.
 * `stays`: whether an expression is a call of `extract` that is left.
 */
export function* fallbacks(context: FileContext, stays: (node: t.Node) => boolean): Iterable<Proposal> {
  if (!extractsSomewhere(context.project)) return;
  for (const node of nodesOf(context.source, 'LogicalExpression')) {
    const fallback = fallbackAt(context, node);
    // A call of `extract` says itself that it stays.
    if (!fallback || [...fallback.asked].some((one) => stays(unwrap(one)))) continue;
    const proposal = isOfParent(context, node) ? inLeft(context, fallback) : proposalFor(context, fallback);
    if (proposal) yield proposal;
  }
  yield* fallbackAssignments(context);
}

/** `ctx ||= other`, `ctx ??= other`. */
function* fallbackAssignments(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'AssignmentExpression')) {
    const { left: target, operator, right } = node;
    if (operator !== '||=' && operator !== '??=') continue;
    if (!isNullableContext(context, target) || !isRepeatable(target) || isNothing(right)) continue;
    const [text, test] = [textOf(context.source, target), spanContextOf(context, target, 'alone')];
    const edits = [replace(node, `${text} = `, ...test, ` ? ${text} : `, keep(right))];
    const findings = alwaysThereWithJaeger(context, target);
    const units = [context.facts.unitOf(target)];
    yield { rule: 'extract', site: target, units, outcome: { kind: 'rewrite', edits, findings } };
  }
}

/**
 * What a call of `extract` comes to that something else may take the place of: it gets a statement of its own, or stands where it cannot be asked;
 * undefined where it is written in place.
 */
export function formInFallback(context: FileContext, call: t.Node): 'named' | 'unasked' | undefined {
  const fallback = fallbackOf(context, call);
  if (!fallback) return undefined;
  if (!editsFor(context, fallback)) return 'unasked';
  const [first] = fallback.operands;
  return first && unwrap(first) === call ? 'named' : undefined;
}

/** The fallback that a call is an operand of. */
function fallbackOf(context: FileContext, call: t.Node): Fallback | undefined {
  let at = outermost(context.source, call);
  while (at.parent?.type === 'LogicalExpression' && isFallback(at.parent)) at = outermost(context.source, at.parent);
  const root = unwrap(at.node);
  const isOwn = root.type === 'LogicalExpression' && !isOfParent(context, root);
  const fallback = isOwn ? fallbackAt(context, root) : undefined;
  return fallback?.operands.some((one) => unwrap(one) === call) ? fallback : undefined;
}

function fallbackAt(context: FileContext, whole: t.LogicalExpression): Fallback | undefined {
  if (!isFallback(whole)) return undefined;
  const { parent } = outermost(context.source, whole);
  if (parent?.type === 'LogicalExpression' && isFallback(parent)) return undefined;
  if (isTestedAsAWhole(context, whole)) return undefined;
  const isMeant = leavesToDefault(context, whole);
  const operands = isMeant ? operandsOf(whole) : withoutNothing(context, operandsOf(whole));
  const mayBeNothing = (one: t.Node) => isNullableContext(context, one) || isChoiceOfContexts(context, one);
  const asked = new Set(operands.slice(0, -1).filter((one) => mayBeNothing(unwrap(one))));
  const [last] = operands.slice(-1);
  // `ctx || undefined` goes with the `extract` that it follows, or says nothing; `ctx ?? ROOT_CONTEXT` says it already.
  const saysNothing = operands.length === 2 && last && (isNothing(last) || saysNoParent(context, last));
  return asked.size === 0 || (saysNothing && !isMeant) ? undefined : { whole, operands, asked };
}

/** `test ? tracer.extract(...) : other` and `headers && tracer.extract(...)`: one or the other may be a Context that holds no span. */
function isChoiceOfContexts(context: FileContext, node: t.Node): boolean {
  const parts = choicesIn(node).map(unwrap);
  const mayBeEmpty = (one: t.Node) => isNullableContext(context, one) || isChoiceOfContexts(context, one);
  return parts.some(mayBeEmpty) && parts.every((one) => isNothing(one) || isContext(context, one));
}

function choicesIn(node: t.Node): readonly t.Expression[] {
  if (node.type === 'ConditionalExpression') return [node.consequent, node.alternate];
  return node.type === 'LogicalExpression' && node.operator === '&&' ? [node.right] : [];
}

function isContext({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node);
  return fact?.roles.size === 1 && fact.roles.has('spanContext') && fact.container === 'none' && !fact.mixed;
}

/** `a || b || undefined` is `a || b` where the last but one gives a Context, which is there even where nothing came in. */
function withoutNothing(context: FileContext, operands: readonly t.Expression[]): readonly t.Expression[] {
  const [, second] = operands;
  const [before, last] = operands.slice(-2);
  const isDoubted = second !== last && before && last && isNothing(last) && isNullableContext(context, unwrap(before));
  return isDoubted ? operands.slice(0, -1) : operands;
}

function isFallback({ operator }: t.LogicalExpression): boolean {
  return operator !== '&&';
}

function operandsOf(node: t.Expression): readonly t.Expression[] {
  return node.type === 'LogicalExpression' && isFallback(node)
    ? [...operandsOf(node.left), ...operandsOf(node.right)]
    : [node];
}

function proposalFor(context: FileContext, fallback: Fallback): Proposal {
  const { whole, asked } = fallback;
  const edits = editsFor(context, fallback);
  const [first] = asked;
  const findings = [...asked].flatMap((one) => alwaysThereWithJaeger(context, one));
  const outcome: Proposal['outcome'] = edits
    ? { kind: 'rewrite', edits, findings }
    : { kind: 'leave', finding: left(context, first ?? whole).finding };
  return { rule: 'extract', site: whole, units: unitsOf(context, fallback), outcome };
}

/** The parent of a start: where that moves, the fallback is part of it. A call of `extract` among its arguments stays with it. */
function inLeft(context: FileContext, fallback: Fallback): Proposal | undefined {
  const apart = { inLeft: 'only', isQuiet: true } as const;
  if ([...fallback.asked].every((one) => isRepeatable(unwrap(one))))
    return { ...proposalFor(context, fallback), ...apart };
  const asked = [...fallback.asked].filter((one) => isAskedInLeft(context, unwrap(one)));
  const edits = asked.map((one) => replace(one, ...orNothing(context, one)));
  if (edits.length === 0) return undefined;
  const units = unitsOf(context, { ...fallback, asked: new Set(asked) });
  return { rule: 'extract', site: fallback.whole, units, ...apart, outcome: { kind: 'rewrite', edits } };
}

function isAskedInLeft(context: FileContext, node: t.Node): boolean {
  return siteOf(context, node) === undefined && choicesIn(node).length === 0;
}

/** The context, or nothing where it holds no span; what is evaluated once goes through a list. */
function orNothing(context: FileContext, node: t.Expression): readonly Part[] {
  if (isRepeatable(unwrap(node)))
    return ['(', ...spanContextOf(context, node, 'alone'), ' ? ', keep(node), ' : undefined)'];
  return ['[', keep(node), `].find((one) => one && ${context.api('trace')}.getSpanContext(one))`];
}

/** What is tested, and what comes of it. */
function unitsOf(context: FileContext, { whole, asked }: Fallback): readonly Unit[] {
  const kept = keeperOf(context.source.parents, whole);
  const own = [...asked].map((one) => unitOfTested(context, one));
  return [...own, ...(kept ? [context.facts.unitOf(kept)] : [])];
}

function editsFor(context: FileContext, { whole, operands, asked }: Fallback): readonly Edit[] | undefined {
  const [first, ...others] = operands;
  if (first === undefined) return undefined;
  const isTwice = (one: t.Expression) => asked.has(one) && !isRepeatable(unwrap(one));
  if (others.some(isTwice)) return undefined;
  const name = isTwice(first) ? nameFor(context, first, ['extracted', 'extractedContext']) : undefined;
  const { node: outer, parent } = outermost(context.source, whole);
  if (name !== undefined && parent?.type === 'AssignmentExpression' && !isRepeatable(parent.left)) return undefined;
  const declared = name === undefined ? [] : constantFor(context.source, outer, `const ${name} = `, keep(first));
  if (declared === undefined) return undefined;
  const choice = (one: t.Expression, rest: readonly t.Expression[]): Part[] => {
    const [next, ...further] = rest;
    if (next === undefined) return [keep(one)];
    const otherwise = choice(next, further);
    if (!asked.has(one)) {
      const other = further.length === 0 ? asWritten(next) : asked.has(next) ? ['(', ...otherwise, ')'] : otherwise;
      return [...asWritten(one), ` ${whole.operator} `, ...other];
    }
    if (one === first && name !== undefined)
      return [...testOfName(context, one, name), ' ? ', name, ' : ', ...otherwise];
    return [...spanContextOf(context, one, 'alone'), ' ? ', keep(one), ' : ', ...otherwise];
  };
  const parts = choice(first, others);
  const isGrouped = whole.extra?.parenthesized || !needsGroup(parent);
  return [...declared, replace(whole, ...(isGrouped ? parts : ['(', ...parts, ')']))];
}

/** With its parentheses, which are not part of its node. */
function asWritten(node: t.Expression): Part[] {
  return node.extra?.parenthesized ? ['(', keep(node), ')'] : [keep(node)];
}

function testOfName(context: FileContext, node: t.Expression, name: string): readonly Part[] {
  const asked = `${context.api('trace')}.getSpanContext(${name})`;
  return [isExtracted(context, node) ? asked : `${name} && ${asked}`];
}

function needsGroup(parent: t.Node | undefined): boolean {
  return (
    parent?.type === 'LogicalExpression' || parent?.type === 'BinaryExpression' || parent?.type === 'MemberExpression'
  );
}
