import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { isWithin, rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isPure, isStable } from '../syntax/expressions';
import { allNodes, functionOf, isFunctionLike, isLoop } from '../syntax/flow';
import { indexHolding, listOf } from '../syntax/statements';
import { isCall, isMember, outermost } from '../syntax/syntax';
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
  const inOrder = [...made];
  for (const { node: use } of binding.references) {
    if (use === node || use === binding.identifier) continue;
    const put = pushOf(context, use);
    if (
      !put?.made.every(({ statement, within = statement }) =>
        runsOnceBefore(context, within, { use: node, declaration }),
      )
    )
      return undefined;
    made.push(...put.made);
    inOrder.splice(put.isFirst ? 0 : inOrder.length, 0, ...put.made);
  }
  const found = readAll(context, inOrder, { node, read });
  return found && withGone(context, found, { made, node });
}

/** An expression that makes references, the statement that goes with it, and the test that it stands under. */
interface Made {
  readonly statement: t.Statement;
  /** Undefined where it makes none, and goes with the others. */
  readonly value: t.Expression | undefined;
  readonly test: t.Expression | undefined;
  /** What stands under the test with others, if it does. */
  readonly within?: t.Statement;
  /** The list that it is made for each of. */
  readonly each?: Mapped | undefined;
}

/** Whether a statement is gone through, once, wherever what is declared comes to its use. */
function runsOnceBefore(
  { source }: FileContext,
  statement: t.Statement,
  { use, declaration }: { readonly use: t.Node; readonly declaration: t.Statement },
): boolean {
  const list = listOf(source, statement);
  if (!list || indexHolding(list, rangeOf(use)) <= list.indexOf(statement)) return false;
  const home = source.parents.get(declaration);
  for (let around = source.parents.get(statement); around !== home; around = source.parents.get(around)) {
    if (!around || isLoop(around) || isFunctionLike(around)) return false;
  }
  return true;
}

export function ownDeclaration(
  { source }: FileContext,
  declarator: t.VariableDeclarator,
  use: t.Node,
): t.VariableDeclaration | undefined {
  const declaration = source.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return undefined;
  const isNear = listOf(source, declaration) && functionOf(source, declaration) === functionOf(source, use);
  return isNear ? declaration : undefined;
}

/** What is put into a list, and whether that is before all that is in it. */
interface Put {
  readonly made: readonly Made[];
  readonly isFirst: boolean;
}

/** `references.push(...)` or `.unshift(...)` as a statement of its own, or as all that an `if` or, of the first, a loop over a list does. */
function pushOf({ facts, source }: FileContext, use: t.Node): Put | undefined {
  const { parent: member, node: object } = outermost(source, use);
  const call = member && source.parents.get(member);
  const statement = call && source.parents.get(call);
  const method = isMember(member) && member.object === object ? memberName(member) : undefined;
  if (method !== 'push' && method !== 'unshift') return undefined;
  const isFirst = method === 'unshift';
  if (!isCall(call) || call.callee !== member || !statement) return undefined;
  const values = call.arguments.flatMap((argument) =>
    argument.type === 'SpreadElement' ? [] : [argument as t.Expression],
  );
  if (values.length !== call.arguments.length) return undefined;
  const pushed = values.length === 0 ? [undefined] : values;
  const loop = loopAround(source, call);
  // A Set is gone through in the same way, and has neither a first of its kind nor a `map`.
  if (loop && (isFirst || !facts.isArray(loop.each.list))) return undefined;
  if (loop) return { made: pushed.map((value) => ({ ...loop, value, test: undefined })), isFirst };
  if (statement.type !== 'ExpressionStatement') return undefined;
  const guarded = guardOf(source, statement);
  const made = pushed.map((value) => ({ ...guarded, value }));
  return listOf(source, guarded.statement) ? { made, isFirst } : undefined;
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

/** What goes with a statement, the test that it stands under, and that as a whole where more stands there. */
function guardOf(
  { parents }: FileContext['source'],
  statement: t.Statement,
): Pick<Made, 'statement' | 'test' | 'within'> {
  const block = parents.get(statement);
  const body = block?.type === 'BlockStatement' ? block : statement;
  const guard = parents.get(body);
  if (guard?.type !== 'IfStatement' || guard.consequent !== body || guard.alternate)
    return { statement, test: undefined };
  const isAll = block?.type !== 'BlockStatement' || block.body.length === 1;
  return isAll ? { statement: guard, test: guard.test } : { statement, test: guard.test, within: guard };
}

function readAll(
  context: FileContext,
  made: readonly Made[],
  { node, read }: { readonly node: t.Node; readonly read: ReadInPlace },
): readonly Reference[] | undefined {
  const found: Reference[] = [];
  for (const { value, test, each } of made) {
    const references = value === undefined ? [] : read(value);
    if (references?.some(({ listed }) => listed)) return undefined;
    if (!references || (test && !isSame(context, test, { at: node }))) return undefined;
    for (const reference of references) {
      if ((test || each) && (reference.test || reference.each)) return undefined;
      const own = each ? { each } : {};
      const one = (each ?? reference.each)?.one;
      if (!isSame(context, spanOf(reference.target), { at: node, one })) return undefined;
      if (reference.test && !isSame(context, reference.test, { at: node, one })) return undefined;
      found.push({ ...reference, ...own, test: reference.test ?? test });
    }
  }
  return found;
}

/** The references, with the statements that only made them: those go with the first. */
function withGone(
  context: FileContext,
  found: readonly Reference[],
  { made, node }: { readonly made: readonly Made[]; readonly node: t.Node },
): readonly Reference[] | undefined {
  const gone = withEmptied(context, [
    ...made.map(({ statement }) => statement),
    ...found.flatMap((one) => one.gone ?? []),
  ]);
  // What is in a list may be another by then.
  if (found.some(({ each }) => each) && !isRightBefore(context, gone, node)) return undefined;
  return found.map((one, index) => ({ ...one, gone: index === 0 ? gone : [] }));
}

/** Statements that go, and for those in an `if` that has no others the `if`. */
function withEmptied({ source }: FileContext, statements: readonly t.Statement[]): readonly t.Statement[] {
  const gone = new Set(statements);
  const whole = statements.map((statement) => {
    const block = source.parents.get(statement);
    const guard = block && source.parents.get(block);
    if (block?.type !== 'BlockStatement' || guard?.type !== 'IfStatement' || guard.alternate) return statement;
    return block.body.every((one) => gone.has(one)) ? guard : statement;
  });
  return [...new Set(whole)];
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

/** Whether an expression is the same at another place: made of variables that are written once and seen there, or of one that a list gives. */
function isSame(
  { facts }: FileContext,
  node: t.Node,
  { at, one }: { readonly at: t.Node; readonly one?: t.Identifier | undefined },
): boolean {
  if (!isPure(node)) return false;
  return [...allNodes([node])].every((part) => {
    if (isMember(part) || part.type === 'ThisExpression') return false;
    if (part.type !== 'Identifier' || part.name === 'undefined') return true;
    const binding = facts.scopes.bindingOf(part);
    if (binding?.reassigned !== false) return false;
    return binding.identifier === one || isWithin(rangeOf(at), rangeOf(binding.scope.node));
  });
}
