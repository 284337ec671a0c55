import type * as t from '@babel/types';
import { rangeOf } from '../../parse/source-file';
import { isPure, isStable } from '../syntax/expressions';
import { allNodes, functionOf } from '../syntax/flow';
import { indexHolding, listOf } from '../syntax/statements';
import { isCall, isMember, memberName, outermost, unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { type Mapped, oneOfEach } from './mapped-references';
import type { Reference } from './references';

/** Reads the references that an expression makes in place. */
type ReadInPlace = (node: t.Expression) => readonly Reference[] | undefined;

/**
 * References that are put together in a variable for one startSpan, and nothing else: `const references = [childOf(a)];` and
 * `if (b) references.push(followsFrom(b));`. They are made where the span is started instead, so what they are made of must still be
 * the same there. Undefined where that is not certain.
 */
export function referencesOfVariable(
  context: FileContext,
  node: t.Identifier,
  read: ReadInPlace,
): readonly Reference[] | undefined {
  const binding = context.facts.scopes.bindingOf(node);
  const declarator = binding?.declaration;
  if (!binding || binding.reassigned || declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined;
  const declaration = ownDeclaration(context, declarator, node);
  if (!declaration || declarator.id !== binding.identifier) return undefined;
  const made: Made[] = [{ statement: declaration, value: declarator.init, test: undefined }];
  for (const { node: use } of binding.references) {
    if (use === node || use === binding.identifier) continue;
    const pushed = pushOf(context, use);
    if (!pushed || pushed.some(({ statement }) => !isBeside(context, statement, node))) return undefined;
    made.push(...pushed);
  }
  return readAll(context, made, { node, read });
}

/** An expression that makes references, the statement that goes with it, and the test that it stands under. */
interface Made {
  readonly statement: t.Statement;
  readonly value: t.Expression;
  readonly test: t.Expression | undefined;
  /** The list that it is made for each of. */
  readonly each?: Mapped | undefined;
}

/** Whether a statement runs with what a reference is used for. */
function isBeside({ source }: FileContext, statement: t.Statement, use: t.Node): boolean {
  return functionOf(source, statement) === functionOf(source, use);
}

function ownDeclaration(
  { source }: FileContext,
  declarator: t.VariableDeclarator,
  use: t.Node,
): t.VariableDeclaration | undefined {
  const declaration = source.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return undefined;
  const isNear = listOf(source, declaration) && functionOf(source, declaration) === functionOf(source, use);
  return isNear ? declaration : undefined;
}

/** `references.push(...)` as a statement of its own, or as all that an `if` or a loop over a list does. */
function pushOf({ facts, source }: FileContext, use: t.Node): readonly Made[] | undefined {
  const { parent: member, node: object } = outermost(source, use);
  const call = member && source.parents.get(member);
  const statement = call && source.parents.get(call);
  if (!isMember(member) || member.object !== object || memberName(member) !== 'push') return undefined;
  if (!isCall(call) || call.callee !== member || !statement) return undefined;
  const values = call.arguments.flatMap((argument) =>
    argument.type === 'SpreadElement' ? [] : [argument as t.Expression],
  );
  if (values.length !== call.arguments.length) return undefined;
  const loop = loopAround(source, call);
  // A Set is gone through in the same way, and has neither a first of its kind nor a `map`.
  if (loop && !facts.isArray(loop.each.list)) return undefined;
  if (loop) return values.map((value) => ({ ...loop, value, test: undefined }));
  if (statement.type !== 'ExpressionStatement') return undefined;
  const { statement: whole, test } = guardOf(source, statement);
  return listOf(source, whole) ? values.map((value) => ({ statement: whole, value, test })) : undefined;
}

/** A loop that makes one reference to each of a list, and does nothing else. */
interface Loop {
  readonly statement: t.Statement;
  readonly each: Mapped;
}

/** `for (const one of list) ...` and `list.forEach((one) => ...)`, where that is all that it does. */
function loopAround(source: FileContext['source'], call: t.Node): Loop | undefined {
  const body = bodyOf(source, call);
  const around = source.parents.get(body);
  if (around?.type === 'ForOfStatement') {
    const one = around.left.type === 'VariableDeclaration' ? around.left.declarations[0]?.id : undefined;
    if (around.body !== body || around.await || one?.type !== 'Identifier' || !isStable(around.right)) return undefined;
    const each = { call: around.right, list: around.right, one };
    return listOf(source, around) && { statement: around, each };
  }
  const forEach = around && source.parents.get(around);
  const taken = forEach && oneOfEach(forEach, 'forEach');
  const statement = forEach && source.parents.get(forEach);
  if (!taken || taken.make !== around || statement?.type !== 'ExpressionStatement') return undefined;
  return listOf(source, statement) && { statement, each: { call: forEach, list: taken.list, one: taken.one } };
}

/** An expression with the statement that it is, and the block that has no other. */
function bodyOf({ parents }: FileContext['source'], call: t.Node): t.Node {
  const statement = parents.get(call);
  if (statement?.type !== 'ExpressionStatement') return call;
  const block = parents.get(statement);
  return block?.type === 'BlockStatement' && block.body.length === 1 ? block : statement;
}

function guardOf(
  { parents }: FileContext['source'],
  statement: t.Statement,
): { readonly statement: t.Statement; readonly test: t.Expression | undefined } {
  const block = parents.get(statement);
  const body = block?.type === 'BlockStatement' && block.body.length === 1 ? block : statement;
  const guard = parents.get(body);
  const isAll = guard?.type === 'IfStatement' && guard.consequent === body && !guard.alternate;
  return isAll ? { statement: guard, test: guard.test } : { statement, test: undefined };
}

function readAll(
  context: FileContext,
  made: readonly Made[],
  { node, read }: { readonly node: t.Node; readonly read: ReadInPlace },
): readonly Reference[] | undefined {
  const found: Reference[] = [];
  for (const { value, test, each } of made) {
    const references = read(value);
    if (!references || (test && !isSame(context, test))) return undefined;
    for (const reference of references) {
      if ((test || each) && (reference.test || reference.each)) return undefined;
      if (!isSame(context, spanOf(reference.target))) return undefined;
      if (reference.test && !isSame(context, reference.test)) return undefined;
      const own = each ? { each } : {};
      found.push({ ...reference, ...own, test: reference.test ?? test });
    }
  }
  const gone = [...new Set(made.map(({ statement }) => statement))];
  // What is in a list may be another by then.
  if (found.some(({ each }) => each) && !isRightBefore(context, gone, node)) return undefined;
  const [first, ...rest] = found;
  return first && [{ ...first, gone }, ...rest];
}

/** Whether nothing else runs between some statements and a use behind them. */
function isRightBefore({ source }: FileContext, statements: readonly t.Statement[], use: t.Node): boolean {
  const [first] = statements;
  const list = first && listOf(source, first);
  if (!list) return false;
  const from = list.indexOf(first);
  const to = indexHolding(list, rangeOf(use));
  return list.slice(from, to).every((statement) => statements.includes(statement));
}

/** `span` of `span.context()`. */
function spanOf(target: t.Expression): t.Node {
  const inner = unwrap(target);
  const isContext = isCall(inner) && isMember(inner.callee) && memberName(inner.callee) === 'context';
  return isContext && isMember(inner.callee) && inner.callee.object.type !== 'Super' ? inner.callee.object : inner;
}

/** Whether an expression is the same wherever it stands: made of variables that are written once. */
function isSame({ facts }: FileContext, node: t.Node): boolean {
  if (!isPure(node)) return false;
  return [...allNodes([node])].every((part) => {
    if (isMember(part) || part.type === 'ThisExpression') return false;
    return (
      part.type !== 'Identifier' || part.name === 'undefined' || facts.scopes.bindingOf(part)?.reassigned === false
    );
  });
}
