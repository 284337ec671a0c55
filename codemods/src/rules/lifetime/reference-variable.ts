import type * as t from '@babel/types';
import { isCall, isMember, memberName, outermost, unwrap } from '../data/syntax';
import type { FileContext } from '../types';
import { isPure } from './expressions';
import { allNodes, functionOf } from './flow';
import type { Reference } from './references';
import { listOf } from './statements';

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
    if (!pushed || functionOf(context.source, use) !== functionOf(context.source, node)) return undefined;
    made.push(...pushed);
  }
  return readAll(context, made, read);
}

/** An expression that makes references, the statement that goes with it, and the test that it stands under. */
interface Made {
  readonly statement: t.Statement;
  readonly value: t.Expression;
  readonly test: t.Expression | undefined;
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

/** `references.push(...)` as a statement of its own, or as all that an `if` does. */
function pushOf({ source }: FileContext, use: t.Node): readonly Made[] | undefined {
  const { parent: member, node: object } = outermost(source, use);
  const call = member && source.parents.get(member);
  const statement = call && source.parents.get(call);
  if (!isMember(member) || member.object !== object || memberName(member) !== 'push') return undefined;
  if (!isCall(call) || call.callee !== member || statement?.type !== 'ExpressionStatement') return undefined;
  const values = call.arguments.flatMap((argument) =>
    argument.type === 'SpreadElement' ? [] : [argument as t.Expression],
  );
  if (values.length !== call.arguments.length) return undefined;
  const { statement: whole, test } = guardOf(source, statement);
  return listOf(source, whole) ? values.map((value) => ({ statement: whole, value, test })) : undefined;
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

function readAll(context: FileContext, made: readonly Made[], read: ReadInPlace): readonly Reference[] | undefined {
  const found: Reference[] = [];
  for (const { value, test } of made) {
    const references = read(value);
    if (!references || (test && !isSame(context, test))) return undefined;
    for (const reference of references) {
      // What is in a list may be another by then.
      if (reference.each || (test && reference.test) || !isSame(context, spanOf(reference.target))) return undefined;
      if (reference.test && !isSame(context, reference.test)) return undefined;
      found.push({ ...reference, test: reference.test ?? test });
    }
  }
  const gone = [...new Set(made.map(({ statement }) => statement))];
  const [first, ...rest] = found;
  return first && [{ ...first, gone }, ...rest];
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
