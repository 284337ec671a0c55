import type * as t from '@babel/types';
import { parametersOf } from '../../parse/functions';
import { rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { isNothing } from '../syntax/expressions';
import { isFunctionLike } from '../syntax/flow';
import { calleeOf, isCall } from '../syntax/syntax';
import type { FileContext } from '../types';
import { givesTheSame, isSteady, type Use } from './steady';
import { mayBeNothing } from './type-of-nothing';

/**
 * Expressions, as written, that are known to be there at a place, because a test says so; `parent: true` where it says that they are no `false`,
 * `0` or `''` either, and `parent: Span`, `parent: not Span` and `parent: not null` where it says that.
 */
export type Present = ReadonlySet<string>;

/** Where no test is around. */
export const NOTHING_KNOWN: Present = new Set();

/** What a test that holds says to be there: `a`, `a.b` of `a && a.b`, `a` of `a != null` and of `a instanceof Span || a instanceof SpanContext`. */
export function withTest(context: FileContext, test: t.Expression, present: Present = NOTHING_KNOWN): Present {
  const inner = unwrap(test);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&')
    return withTest(context, inner.right, withTest(context, inner.left, present));
  // One of them holds, and only what both say is sure.
  if (inner.type === 'LogicalExpression' && inner.operator === '||') {
    const right = withTest(context, inner.right, withoutTest(context, inner.left, present));
    return new Set([...withTest(context, inner.left, present)].filter((said) => right.has(said)));
  }
  if (inner.type === 'UnaryExpression' && inner.operator === '!') return withoutTest(context, inner.argument, present);
  if (inner.type === 'BinaryExpression' && /^!==?$/.test(inner.operator) && isNothing(inner.right))
    return new Set([...present, toldApart(context, inner)]);
  const asked = askedForClass(context, inner) ?? askedOfGuard(context, inner);
  if (asked)
    return new Set([...present, asked.value, ...(asked.name === undefined ? [] : [`${asked.value}: ${asked.name}`])]);
  const text = textOf(context.source, inner);
  return new Set([...present, text, `${text}: true`]);
}

/** What a test that fails says: `a` of `!a`, of `a == null`, and of `!a || b` is there, and `a` of `a instanceof Span` is no span. */
export function withoutTest(context: FileContext, test: t.Expression, present: Present): Present {
  const inner = unwrap(test);
  if (inner.type === 'LogicalExpression' && inner.operator === '||')
    return withoutTest(context, inner.right, withoutTest(context, inner.left, present));
  if (inner.type === 'UnaryExpression' && inner.operator === '!') return withTest(context, inner.argument, present);
  if (inner.type === 'BinaryExpression' && /^===?$/.test(inner.operator) && isNothing(inner.right))
    return new Set([...present, toldApart(context, inner)]);
  const asked = askedForClass(context, inner) ?? askedOfGuard(context, inner);
  return asked?.name === undefined ? present : new Set([...present, `${asked.value}: not ${asked.name}`]);
}

/** `a` of `a != null`; of `a !== null` no more than that it is not null. */
function toldApart({ source }: FileContext, { left, operator, right }: t.BinaryExpression): string {
  const text = textOf(source, left);
  if (operator.length < 3) return text;
  return `${text}: not ${unwrap(right).type === 'NullLiteral' ? 'null' : 'undefined'}`;
}

/** `a instanceof Span`, for a class of OpenTracing; `a instanceof Error`. */
function askedForClass({ facts, source }: FileContext, test: t.Node) {
  if (test.type !== 'BinaryExpression' || test.operator !== 'instanceof') return undefined;
  const { right } = test;
  const isError = right.type === 'Identifier' && right.name === 'Error' && !facts.scopes.bindingOf(right);
  const name = isError ? 'Error' : facts.values.find(({ node }) => node === right)?.name;
  return name === undefined ? undefined : { value: textOf(source, test.left), name };
}

/** Whether a test says that an expression is of a class of OpenTracing, or an Error. */
export function isOfClass(context: FileContext, node: t.Node, name: string, present: Present): boolean {
  return isSaid(context, node, present, `: ${name}`);
}

/** Whether a test said something of an expression that is read again. */
function isSaid(context: FileContext, node: t.Node, present: Present, what = ''): boolean {
  return present.has(textOf(context.source, node) + what) && givesTheSame(context, node);
}

/** Whether a test says that it is not. */
export function isNotOfClass(context: FileContext, node: t.Node, name: string, present: Present): boolean {
  return isOfClass(context, node, `not ${name}`, present);
}

/**
 * The argument of which a type guard of the project says something, and the class of OpenTracing that it says it is of: `parent` and `Span` of
 * `isSpan(parent)`, for `(value): value is Span`.
 */
function askedOfGuard(context: FileContext, test: t.Node) {
  const { facts, project, source } = context;
  const [fn, ...others] = (isCall(test) ? facts.functionsOf(test.callee) : undefined) ?? [];
  const type = fn?.node.returnType?.type === 'TSTypeAnnotation' ? fn.node.returnType.typeAnnotation : undefined;
  if (!isCall(test) || others.length > 0 || type?.type !== 'TSTypePredicate') return undefined;
  const { parameterName, typeAnnotation } = type;
  const scopes = project.files.get(fn?.file ?? '')?.scopes;
  if (parameterName.type !== 'Identifier' || !scopes || !typeAnnotation) return undefined;
  if (mayBeNothing(scopes, typeAnnotation.typeAnnotation)) return undefined;
  const isGiven = (param: t.Node) => param.type === 'Identifier' && param.name === parameterName.name;
  const argument = test.arguments[fn ? parametersOf(fn.node.params).findIndex(isGiven) : -1];
  if (argument === undefined) return undefined;
  return { value: textOf(source, argument), name: className(context, typeAnnotation.typeAnnotation) };
}

/** The class of OpenTracing that a type is. */
function className({ facts }: FileContext, type: t.Node): 'Span' | 'SpanContext' | undefined {
  const fact = facts.factOf(type);
  if (fact?.container !== 'none' || fact.roles.size !== 1 || fact.mixed) return undefined;
  return fact.roles.has('span') ? 'Span' : fact.roles.has('spanContext') ? 'SpanContext' : undefined;
}

/** The author said that it is there, or a test did. */
export function isPresent(context: FileContext, node: t.Node, present: Present): boolean {
  if (node.type === 'TSNonNullExpression' || isSaid(context, node, present)) return true;
  const isNotNull = isToldFrom(context, node, present, 'null');
  const isNotUndefined = isToldFrom(context, node, present, 'undefined');
  if (isNotNull && isNotUndefined) return true;
  // A test for one kind of nothing says it all where it is never the other.
  const fact = isNotNull || isNotUndefined ? context.facts.factOf(node) : undefined;
  if (!fact || fact.maybeFalse) return false;
  return isNotNull ? !fact.maybeUndefined && !fact.unset : !fact.maybeNull;
}

/** A test says that it is not this kind of nothing. */
export function isToldFrom(
  context: FileContext,
  node: t.Node,
  present: Present,
  nothing: 'undefined' | 'null',
): boolean {
  return isSaid(context, node, present, `: not ${nothing}`);
}

/** A test says that it is there, and that it is not false, zero or empty. */
export function isTruthy(context: FileContext, node: t.Node, present: Present): boolean {
  return isSaid(context, node, present, ': true');
}

/** What a test says, and where that holds as long as nothing is written there. */
interface Said extends Pick<Use, 'by' | 'holds'> {
  readonly present: Present;
}

/** `parent` of `parent: true`. */
function textIn(said: string): string {
  return said.replace(/: (?:true|(?:not )?\w+)$/, '');
}

/** What the tests around a place say to be there: `parent` in `if (parent) { ... }`, also in a callback where it is a constant. */
export function presentAt(context: FileContext, node: t.Node): Present {
  const present = new Set<string>();
  let isLater = false;
  for (let at = node; ; ) {
    const parent = context.source.parents.get(at);
    if (!parent) return present;
    isLater ||= isFunctionLike(parent);
    for (const said of saidIn(context, parent, at))
      for (const path of said.present)
        if (isSteady(context, textIn(path), { node, isLater, ...said })) present.add(path);
    at = parent;
  }
}

/** What a test says of the part of its statement, choice or block that a place is in. */
function saidIn(context: FileContext, around: t.Node, part: t.Node): readonly Said[] {
  const of = (present: Present): Said[] => [{ present, by: around, holds: rangeOf(part) }];
  if (around.type === 'BlockStatement') return afterStatements(context, around, part);
  if (around.type === 'LogicalExpression')
    return around.operator === '&&' && around.right === part ? of(withTest(context, around.left)) : [];
  if (around.type !== 'IfStatement' && around.type !== 'ConditionalExpression') return [];
  if (around.consequent === part) return of(withTest(context, around.test));
  return around.alternate === part ? of(withoutTest(context, around.test, NOTHING_KNOWN)) : [];
}

/** What has to be there because of the statements before, in the same block. */
function afterStatements(context: FileContext, { body }: t.BlockStatement, place: t.Node): readonly Said[] {
  return body
    .filter(({ end }) => (end ?? 0) <= (place.start ?? 0))
    .map((statement) => ({
      present: afterStatement(context, statement),
      by: statement,
      holds: { start: rangeOf(statement).end, end: rangeOf(place).end },
    }))
    .filter(({ present }) => present.size > 0);
}

/** `if (!parent) return;` leaves the function where it is not, and `req.parent = span.context();` puts it there. */
function afterStatement(context: FileContext, statement: t.Statement): Present {
  if (statement.type === 'IfStatement' && statement.alternate == null && alwaysLeaves(statement.consequent))
    return withoutTest(context, statement.test, NOTHING_KNOWN);
  const written = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : statement;
  if (written.type !== 'AssignmentExpression' || written.operator !== '=') return NOTHING_KNOWN;
  const given = context.facts.factOf(written.right);
  const isThere = given !== undefined && !given.nullable && !given.unset;
  return isThere ? new Set([textOf(context.source, written.left)]) : NOTHING_KNOWN;
}

function alwaysLeaves(statement: t.Statement): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement;
  return last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
}

/** What has to be there for a call to be made at all, too: `parent` in `parent.tracer().startSpan(...)`. */
export function presentInCall(context: FileContext, call: t.Node): Present {
  const present = presentAt(context, call);
  const tracer = isCall(call) ? calleeOf(call)?.object : undefined;
  const asked = tracer && unwrap(tracer);
  if (!isCall(asked) || !/^(?:span|mockSpan)\.tracer$/.test(siteOf(context, asked)?.member ?? '')) return present;
  const span = calleeOf(asked);
  return span !== undefined ? new Set([...present, textOf(context.source, span.object)]) : present;
}
