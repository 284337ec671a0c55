import type * as t from '@babel/types';
import type { Finding } from '../../catalog/findings';
import { keep, type Part, replace } from '../../edit/edit';
import type { Unit } from '../../facts/types';
import type { PlainCall } from '../../parse/calls';
import { memberName, propertyName } from '../../parse/key-name';
import { type SourceFile, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { lifetimesOf } from '../lifetime/lifetimes';
import { flowThrough } from '../options/option-flow';
import { isAsGiven } from '../parents/as-given';
import { saysNoParent } from '../parents/context-parts';
import { extractsSomewhere, isExtracted, isOfSpan } from '../parents/extracted';
import { alwaysThereWithJaeger } from '../parents/jaeger-extract';
import { orElse } from '../parents/or-else';
import { grouped, isNothing, isStable, LOOSER_THAN_NULLISH, owner } from '../syntax/expressions';
import { allNodes } from '../syntax/flow';
import { nodesOf } from '../syntax/nodes';
import { calledMethod, isCall, isMember, isRepeatable, outermost } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { ids, isJaegerMember } from './jaeger-member';
import { methodAskedNext } from './method-tests';
import { otherNothing } from './other-nothing';
import { comparedToBoth, comparedToNothing, isOnlyTested, isTested, isTestedAsAWhole } from './tested';
import { isTestedId } from './tested-id';

/**
 * Tests of whether a span context is there: a Context always is, so they ask it for its span.
 * `stays`: whether an expression is a call of `extract` that is left.
 */
export function* contextTests(context: FileContext, stays: (node: t.Node) => boolean): Iterable<Proposal> {
  if (!extractsSomewhere(context.project)) return;
  for (const node of nodesOf(context.source, ...GIVES_CONTEXT)) {
    if (!isNullableContext(context, node) || stays(node)) continue;
    const edit = testEdit(context, node);
    if (edit) {
      const units = [unitOfTested(context, node)];
      // Where no more than the code behind the test is kept, nothing is tested any more.
      const isTestGone = edit.parts.length === 1;
      const findings = isTestGone ? [] : toldOfTest(context, node);
      const inLeft = isGivenToStart(context, node) ? ({ inLeft: 'too' } as const) : {};
      yield { rule: 'extract', site: node, units, ...inLeft, outcome: { kind: 'rewrite', edits: [edit], findings } };
    }
  }
}

/** What a test let pass that it does not any more. */
function toldOfTest(context: FileContext, node: t.Expression): readonly Finding[] {
  const withJaeger = alwaysThereWithJaeger(context, node);
  return withJaeger.length > 0 ? withJaeger : otherNothing(context, node);
}

/** What moves with a test: what is tested, or the tracer that extracts where it is tested. */
export function unitOfTested(context: FileContext, node: t.Expression): Unit {
  return siteOf(context, unwrap(node))?.unit ?? context.facts.unitOf(unwrap(node));
}

/** What may give a context: a variable, or a call that is tested where it stands. */
const GIVES_CONTEXT = [
  'Identifier',
  'MemberExpression',
  'OptionalMemberExpression',
  'CallExpression',
  'OptionalCallExpression',
  'AwaitExpression',
  'AssignmentExpression',
] as const;

const CONTEXT_GIVERS: ReadonlySet<string> = new Set(GIVES_CONTEXT);

/** Whether an expression gives a span context or nothing, which for a Context makes no difference to a test. */
export function isNullableContext(context: FileContext, node: t.Node): node is t.Expression {
  if (!CONTEXT_GIVERS.has(node.type)) return false;
  const fact = context.facts.factOf(node);
  if (!fact?.nullable || fact.roles.size !== 1 || !fact.roles.has('spanContext') || fact.container !== 'none')
    return false;
  // Whether options that are passed on name a parent is for those who pass them on.
  const isOfOptions = isMember(node) && flowThrough(context, unwrap(node.object)) !== undefined;
  return !isOfOptions && !isAsGiven(context, node) && !isOfSpan(context, node);
}

function testEdit(context: FileContext, node: t.Expression): ReturnType<typeof replace> | undefined {
  const { node: outer, parent } = outermost(context.source, node);
  if (!parent || isOfParent(context, node) || asksForSpan(context, parent, outer)) return undefined;
  if (asksForClass(context, parent, outer)) return undefined;
  const next = methodAskedNext(context, parent, outer);
  if (next) return isExtracted(context, outer) ? replace(parent, keep(next)) : undefined;
  const compared = comparedToNothing(parent, outer);
  if (compared) {
    const both = comparedToBoth(context, parent, outer, compared);
    if (both === 'right' || (compared === 'different' && isAskedAfter(context, parent, outer))) return undefined;
    const again = compared === 'different' && !both ? askedAgain(context, parent, outer) : undefined;
    if (again) return replace(again, keep(again.left));
    return comparisonEdit(context, both ?? parent, outer as t.Expression, compared);
  }
  if (parent.type === 'SwitchStatement') return switchEdit(context, parent, outer as t.Expression);
  if (!isTested(context, parent, outer) || isDropped(parent, outer)) return undefined;
  const read = idReadAfterTest(context, parent, outer);
  if (read) return read === 'as it is' ? undefined : read;
  // What `||` chooses as a value is for `fallback.ts`.
  if (parent.type === 'LogicalExpression' && parent.operator !== '&&' && !isTestedAsAWhole(context, parent))
    return undefined;
  return replace(outer, ...spanContextOf(context, outer as t.Expression, standsAlone(parent) ? 'alone' : 'grouped'));
}

/** `switch (ctx) { case null: ... }`: what holds no span goes to the case of nothing. */
function switchEdit(
  context: FileContext,
  { discriminant, cases }: t.SwitchStatement,
  asked: t.Expression,
): ReturnType<typeof replace> | undefined {
  const nothing = cases.flatMap(({ test }) => (test && isNothing(test) ? [unwrap(test)] : []));
  if (discriminant !== asked || nothing.length === 0 || !isStable(asked)) return undefined;
  const none = nothing.some(({ type }) => type === 'NullLiteral') ? 'null' : 'undefined';
  return replace(asked, ...spanContextOf(context, asked, 'grouped'), ' ? ', keep(asked), ` : ${none}`);
}

/** The test chooses the parent of a span, and there a Context without a span is no parent: as before. */
export function isOfParent(context: FileContext, node: t.Node): boolean {
  return isGivenToStart(context, node) && !choosesAnother(context, node);
}

function isGivenToStart(context: FileContext, node: t.Node): boolean {
  const { taken } = lifetimesOf(context);
  for (let at: t.Node | undefined = node; at; at = context.source.parents.get(at)) {
    if (taken.has(at)) return true;
    if (at.type === 'ObjectProperty' && /^(?:tags|attributes)$/.test(propertyName(at) ?? '')) return false;
    if (at.type.endsWith('Statement') || at.type.includes('Function')) return false;
    const parent = context.source.parents.get(at);
    if (isCall(parent) && parent.callee !== at && siteOf(context, parent)?.member === 'tracer.startSpan') return true;
    if (isCall(parent) && isStartWith(parent, at)) return true;
  }
  return false;
}

/**
 * `ctx ? { childOf: ctx } : { childOf: span }`, `ctx ? { childOf: ctx } : { tags }`: where nothing came in, another parent is chosen than
 * none, or other options.
 */
function choosesAnother(context: FileContext, node: t.Node): boolean {
  const { source } = context;
  let { node: test, parent: choice } = outermost(source, node);
  let isThere = true;
  for (let denies = isDenied(choice, test); choice && denies !== undefined; denies = isDenied(choice, test)) {
    if (denies) isThere = !isThere;
    ({ node: test, parent: choice } = outermost(source, choice));
  }
  const text = textOf(source, node);
  const isItsOwn = (one: t.Node) => [...allNodes([one])].some((inner) => textOf(source, inner) === text);
  if (choice?.type === 'LogicalExpression')
    return (
      choice.operator === '&&' &&
      choice.left === test &&
      (!isThere || !isItsOwn(choice.right) || besideParent(context, choice.right) !== '')
    );
  if (choice?.type !== 'ConditionalExpression' || choice.test !== test) return false;
  const [own, other] = isThere ? [choice.consequent, choice.alternate] : [choice.alternate, choice.consequent];
  if (!isItsOwn(own) || !isWithoutParent(context, other)) return true;
  return besideParent(context, own) !== besideParent(context, other);
}

/** What options written out say beside their parent. */
function besideParent({ source }: FileContext, node: t.Expression): string {
  const options = unwrap(node);
  if (options.type !== 'ObjectExpression') return '';
  const others = options.properties.filter((one) => one.type !== 'ObjectProperty' || !isParentKey(propertyName(one)));
  return others.map((one) => textOf(source, one)).join();
}

function isParentKey(key: string | undefined): boolean {
  return key === 'childOf' || key === 'references';
}

/** Whether `!ctx`, `ctx === null` or the like says the contrary of what it is of; undefined for what says something else. */
function isDenied(parent: t.Node | undefined, node: t.Node): boolean | undefined {
  if (parent?.type === 'UnaryExpression') return parent.operator === '!' ? true : undefined;
  const compared = parent && comparedToNothing(parent, node);
  return compared && compared === 'equal';
}

/** Nothing, or options that name no parent. */
function isWithoutParent(context: FileContext, node: t.Expression): boolean {
  const inner = unwrap(node);
  if (inner.type !== 'ObjectExpression') return isNothing(inner) || saysNoParent(context, inner);
  return inner.properties.every((one) => {
    const key = one.type === 'ObjectProperty' ? propertyName(one) : undefined;
    return key !== undefined && !isParentKey(key);
  });
}

/** A start of OpenTelemetry's: only its third argument is a Context, which `startSpan` of OpenTracing's has not. */
function isStartWith(call: PlainCall, node: t.Node): boolean {
  const name = calledMethod(call);
  return name === 'startActiveSpan' || (name === 'startSpan' && call.arguments[2] === node);
}

/** `ctx && trace.getSpanContext(ctx)` asks already, and so does `!ctx || trace.getSpanContext(ctx) === undefined`. */
function asksForSpan({ source }: FileContext, parent: t.Node, node: t.Node): boolean {
  const next = operandAfter(source, parent, node);
  if (next === undefined) return false;
  const isCompared = next.type === 'BinaryExpression' && comparedToNothing(next, next.left) !== undefined;
  const call = unwrap(isCompared ? next.left : next);
  const [asked] = isCall(call) && calledMethod(call) === 'getSpanContext' ? call.arguments : [];
  return asked !== undefined && textOf(source, asked) === textOf(source, node);
}

/** What stands behind `&& ` or `|| ` after a node, or after its denial: also where others stand before it. */
function operandAfter(source: SourceFile, parent: t.Node, node: t.Node): t.Node | undefined {
  let [at, around] = [node, parent as t.Node | undefined];
  while (around?.type === 'UnaryExpression' && around.operator === '!') {
    ({ node: at, parent: around } = outermost(source, around));
  }
  const operator = around?.type === 'LogicalExpression' ? around.operator : undefined;
  while (around?.type === 'LogicalExpression' && around.operator === operator) {
    if (around.left === at) return unwrap(around.right);
    ({ node: at, parent: around } = outermost(source, around));
  }
  return undefined;
}

/** `x && x instanceof SpanContext`: what is no Context cannot be asked for its span before that is known. */
function asksForClass({ source }: FileContext, parent: t.Node, node: t.Node): boolean {
  if (parent.type !== 'LogicalExpression' || parent.operator !== '&&' || parent.left !== node) return false;
  const check = unwrap(parent.right);
  return (
    check.type === 'BinaryExpression' &&
    check.operator === 'instanceof' &&
    textOf(source, check.left) === textOf(source, node)
  );
}

/** `ctx && ctx.toTraceId()`, and the like with `?:`: reading the id asks for the span anyway. */
function idReadAfterTest(
  context: FileContext,
  parent: t.Node,
  node: t.Node,
): ReturnType<typeof replace> | 'as it is' | undefined {
  const read =
    parent.type === 'LogicalExpression' && parent.operator === '&&'
      ? parent.right
      : parent.type === 'ConditionalExpression'
        ? parent.consequent
        : undefined;
  if (!read || !isIdOf(context, read, node) || (parent.type !== 'LogicalExpression' && isAnswer(read)))
    return undefined;
  if (!isExtracted(context, node)) return parent.type === 'LogicalExpression' ? 'as it is' : undefined;
  if (parent.type === 'LogicalExpression') return replace(parent, keep(read));
  return parent.type === 'ConditionalExpression'
    ? replace(parent, keep(read), ' ?? ', ...grouped(parent.alternate, LOOSER_THAN_NULLISH))
    : undefined;
}

/** `ctx !== null && ctx.isValid`: a variable that may hold no Context at all is still asked for that first. */
function isAskedAfter(context: FileContext, comparison: t.Node, node: t.Node): boolean {
  if (isExtracted(context, node)) return false;
  const { node: outer, parent } = outermost(context.source, comparison);
  return (
    parent?.type === 'LogicalExpression' &&
    parent.operator === '&&' &&
    parent.left === outer &&
    isIdOf(context, parent.right, node)
  );
}

/** `isValid`, and a comparison, answer yes or no: no other value takes its place. */
function isAnswer(read: t.Node): boolean {
  const inner = unwrap(read);
  if (inner.type === 'BinaryExpression') return true;
  return isMember(inner) && !ids.has(memberName(inner) ?? '');
}

function isIdOf(context: FileContext, read: t.Node, node: t.Node): boolean {
  const asked = unwrap(read);
  // `ctx && ctx._traceId !== undefined`
  const isCompared = asked.type === 'BinaryExpression' && comparedToNothing(asked, asked.left) === 'different';
  const call = unwrap(isCompared ? asked.left : asked);
  if (isCompared && !(isMember(call) && isTestedId(context, call))) return false;
  if (isMember(call) && (isJaegerMember(context, call) || isTestedId(context, call)))
    return textOf(context.source, unwrap(call.object)) === textOf(context.source, unwrap(node));
  const site = siteOf(context, call);
  if (site?.member !== 'spanContext.toTraceId' && site?.member !== 'spanContext.toSpanId') return false;
  return site.receiver !== null && textOf(context.source, site.receiver) === textOf(context.source, node);
}

/** `ctx || undefined` goes with the `extract` that it follows, or says nothing. */
export function isDropped(parent: t.Node, node: t.Node): boolean {
  return parent.type === 'LogicalExpression' && parent.left === node && isNothing(parent.right);
}

/** `ctx && ctx !== null`: the right asks what the left has asked, and goes. */
function askedAgain(context: FileContext, comparison: t.Node, node: t.Node): t.LogicalExpression | undefined {
  const { node: outer, parent } = outermost(context.source, comparison);
  if (parent?.type !== 'LogicalExpression' || parent.operator !== '&&' || parent.right !== outer) return undefined;
  const { node: whole, parent: around } = outermost(context.source, parent);
  if (!around || !isRepeatable(node) || !goesOnIfThere(context, around, whole)) return undefined;
  const text = textOf(context.source, unwrap(node));
  const asked = conjuncts(parent.left).map((test) =>
    test.type === 'BinaryExpression' && comparedToNothing(test, test.left) === 'different' ? test.left : test,
  );
  const isAsked = (one: t.Node) =>
    textOf(context.source, one) === text && testEdit(context, one as t.Expression) !== undefined;
  return asked.some(isAsked) ? parent : undefined;
}

/** Whether what a test says where it holds is not what comes of it. */
function goesOnIfThere(context: FileContext, around: t.Node, test: t.Node): boolean {
  const isFirst = around.type === 'LogicalExpression' && around.operator === '&&' && around.left === test;
  return isFirst || isOnlyTested(context, around, test);
}

function conjuncts(node: t.Node): t.Node[] {
  const inner = unwrap(node);
  const isBoth = inner.type === 'LogicalExpression' && inner.operator === '&&';
  return isBoth ? [...conjuncts(inner.left), ...conjuncts(inner.right)] : [inner];
}

/** Whether `a && b` needs no parentheses where its operand stands. */
export function standsAlone(parent: t.Node): boolean {
  return (
    parent.type === 'IfStatement' ||
    parent.type === 'WhileStatement' ||
    parent.type === 'DoWhileStatement' ||
    parent.type === 'ForStatement' ||
    parent.type === 'CallExpression' ||
    parent.type === 'ConditionalExpression' ||
    parent.type === 'ArrowFunctionExpression' ||
    parent.type === 'ReturnStatement' ||
    (parent.type === 'LogicalExpression' && parent.operator === '&&')
  );
}

/** `ctx === undefined` also asks a Context for its span: written so that TypeScript knows afterwards which of the two is there. */
function comparisonEdit(
  context: FileContext,
  comparison: t.Node,
  node: t.Expression,
  compared: 'equal' | 'different',
): ReturnType<typeof replace> {
  const [operator, asked] = [compared === 'equal' ? '===' : '!==', askedFor(context, node)];
  const test: Part[] = [...asked, ` ${operator} undefined`];
  if (isExtracted(context, node) || !isRepeatable(unwrap(node))) return replace(comparison, ...test);
  // Undefined or null: what is no Context says itself which of them it is.
  if (isMixed(context, node))
    return replace(comparison, ...askedOfEither(context, node), ` ${operator.slice(0, -1)} null`);
  const { parent, node: outer } = outermost(context.source, comparison);
  if (compared === 'different' && parent && isOnlyTested(context, parent, outer))
    return replace(comparison, ...spanContextOf(context, node, standsAlone(parent) ? 'alone' : 'grouped'));
  const parts = compared === 'equal' ? ['!', keep(node), ' || ', ...test] : ['!!', keep(node), ' && ', ...test];
  const isOneOfSeveral =
    parent?.type === 'LogicalExpression' && parent.operator === (compared === 'equal' ? '||' : '&&');
  const isInParentheses = comparison.extra?.parenthesized === true;
  const isAlone = isInParentheses || isOneOfSeveral || (parent !== undefined && TAKES_ANY.has(parent.type));
  return replace(comparison, ...(isAlone ? parts : ['(', ...parts, ')']));
}

/** Where `a && b` and `a || b` need no parentheses. */
const TAKES_ANY: ReadonlySet<t.Node['type']> = new Set([
  'IfStatement',
  'ReturnStatement',
  'ArrowFunctionExpression',
  'VariableDeclarator',
  'AssignmentExpression',
  'ObjectProperty',
]);

/** What is asked for its span where it stands, and once, is the root context where it is nothing. */
function askedFor(context: FileContext, node: t.Expression): Part[] {
  const isThere = isExtracted(context, node) || isRepeatable(unwrap(node));
  const asked = isThere
    ? [keep(node)]
    : [...grouped(node, LOOSER_THAN_NULLISH), orElse(context, node), context.api('ROOT_CONTEXT')];
  return [`${context.api('trace')}.getSpanContext(`, ...asked, ')'];
}

function isMixed({ facts }: FileContext, node: t.Node): boolean {
  return facts.factOf(unwrap(node))?.mixed === true;
}

/** What is no Context cannot be asked for its span, and says itself whether it is there. */
function askedOfEither(context: FileContext, node: t.Expression): Part[] {
  return ['(', ...owner(node), '?.getValue ? ', ...askedFor(context, node), ' : ', keep(node), ')'];
}

/** The span context in a Context; nothing if the variable itself may be nothing. */
export function spanContextOf(context: FileContext, node: t.Expression, position: 'alone' | 'grouped'): Part[] {
  const call = askedFor(context, node);
  if (isExtracted(context, node) || !isRepeatable(unwrap(node))) return call;
  if (isMixed(context, node)) return askedOfEither(context, node);
  return position === 'alone' ? [keep(node), ' && ', ...call] : ['(', keep(node), ' && ', ...call, ')'];
}
