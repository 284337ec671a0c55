import type * as t from '@babel/types';
import { type Binding, isWrite } from '../../facts/scopes/scope';
import { alwaysExits } from '../../parse/exits';
import { childrenOf } from '../../parse/parents';
import { isWithin, type Range, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { plainAssignmentTo } from '../../parse/uses';
import { allNodes, functionOf, nodesOfCall } from '../syntax/flow';
import { rangeOfRun } from '../syntax/statements';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import type { Obstacle } from './obstacles';
import type { Candidate } from './region';

/**
 * TypeScript forgets inside a callback what it knew of `a.b` from a test before it, and does not see after it what the callback
 * assigned. Where either may matter the code stays in place.
 */
export function losesNarrowing(
  context: FileContext,
  candidate: Candidate,
  statements: readonly t.Statement[],
): Obstacle | undefined {
  const assigned = assignedInside(context, statements);
  if (assigned) return { reason: 'narrowing', what: assigned.name, mayPass: true };
  const settled = settledInside(context, candidate, statements);
  if (settled !== undefined) return { reason: 'narrowing', what: settled, mayPass: true };
  const tested = testedBefore(context, candidate);
  for (const statement of statements) {
    const path = pathsIn(context, statement).find((path) => tested.has(path));
    if (path !== undefined) return { reason: 'narrowing', what: path };
  }
  return undefined;
}

const paths = new WeakMap<t.Node, readonly string[]>();

/** What a statement reads of what TypeScript may have narrowed; looked up once, however many regions hold it. */
function pathsIn(context: FileContext, statement: t.Statement): readonly string[] {
  const known = paths.get(statement);
  if (known !== undefined) return known;
  const isRead = (node: t.Node) => isPath(context, node) && !plainAssignmentTo(context.source, node);
  // Of what is only written there, its value does not matter.
  const read = [...nodesOfCall([statement])].filter(isRead);
  const texts = [...new Set(read.map((node) => textOf(context.source, node)))];
  paths.set(statement, texts);
  return texts;
}

/** A variable from outside that the region writes and later code reads. */
function assignedInside({ facts }: FileContext, statements: readonly t.Statement[]): Binding | undefined {
  const range = rangeOfRun(statements);
  return facts.scopes.all.find(
    ({ identifier, references, reassigned }) =>
      reassigned &&
      !isWithin(rangeOf(identifier), range) &&
      references.some((one) => isWrite(one) && isWithin(rangeOf(one.node), range)) &&
      references.some(({ node, kind }) => kind === 'read' && rangeOf(node).start >= range.end),
  );
}

/** What the region throws at unless it is there, and later code of the function reads: only in the callback is it known to be. */
function settledInside(
  context: FileContext,
  { declaration }: Candidate,
  statements: readonly t.Statement[],
): string | undefined {
  const range = rangeOfRun(statements);
  // What is made inside comes out as what it is known to be.
  const settled = [...nodesOfCall(statements)]
    .flatMap((node) => settledBy(context, node))
    .filter((node) => !isMadeIn(context, node, range));
  const within = functionOf(context.source, declaration);
  if (settled.length === 0 || within === undefined) return undefined;
  const paths = new Set(settled.map((node) => textOf(context.source, node)));
  const isLater = (node: t.Node) => rangeOf(node).start >= range.end && isReadPath(context, node);
  const read = [...nodesOfCall(childrenOf(within))].find(
    (node) => isLater(node) && paths.has(textOf(context.source, node)),
  );
  return read && textOf(context.source, read);
}

/** What `if (!order) throw ...` speaks of. */
function settledBy(context: FileContext, node: t.Node): readonly t.Node[] {
  if (node.type !== 'IfStatement') return [];
  if (!alwaysExits([node.consequent]) && !(node.alternate && alwaysExits([node.alternate]))) return [];
  return [...nodesOfCall([node.test])].filter((part) => isReadPath(context, part) && !isOnlyOwner(context, part));
}

function isMadeIn({ facts }: FileContext, node: t.Node, range: Range): boolean {
  let root = node;
  while (isMember(root)) root = root.object;
  const binding = root.type === 'Identifier' ? facts.scopes.bindingOf(root) : undefined;
  return binding !== undefined && isWithin(rangeOf(binding.identifier), range);
}

/** `order` of `order.id`; what `order.kind === 'paid'` compares may tell `order` apart. */
function isOnlyOwner({ source: { parents } }: FileContext, node: t.Node): boolean {
  const member = parents.get(node);
  if (!isMember(member) || member.object !== node) return false;
  const around = parents.get(member);
  return around?.type !== 'BinaryExpression' && around?.type !== 'SwitchStatement';
}

/** A name or a member that is read as a value. */
function isReadPath({ facts, source }: FileContext, node: t.Node): boolean {
  if (node.type !== 'Identifier') return isMember(node) && !node.computed;
  return facts.scopes.bindingOf(node) !== undefined && !isKey(source, node);
}

/** What TypeScript narrows and then forgets: `a.b`, and a variable that is written more than once. */
function isPath({ facts, source }: FileContext, node: t.Node): boolean {
  if (node.type === 'Identifier') return facts.scopes.bindingOf(node)?.reassigned === true && !isKey(source, node);
  return isMember(node) && !node.computed;
}

function isKey(source: SourceFile, node: t.Identifier): boolean {
  const parent = source.parents.get(node);
  return isMember(parent) && parent.property === node && !parent.computed;
}

/** The paths that conditions and assignments before the region speak of, in the same function. */
function testedBefore(context: FileContext, { declaration }: Candidate): ReadonlySet<string> {
  const within = functionOf(context.source, declaration) ?? context.source.ast.program;
  const until = rangeOf(declaration).start;
  const before = testsIn(context, within).filter(({ start }) => start < until);
  return new Set(before.map(({ path }) => path));
}

interface TestedPath {
  readonly path: string;
  /** Where the test stands that speaks of it. */
  readonly start: number;
}

const tests = new WeakMap<t.Node, readonly TestedPath[]>();

/** What the conditions and assignments of a function speak of. */
function testsIn(context: FileContext, within: t.Node): readonly TestedPath[] {
  const known = tests.get(within);
  if (known !== undefined) return known;
  const found = [...allNodes([within])].flatMap((node) => {
    const tested = testOf(node);
    if (!tested) return [];
    const { start } = rangeOf(tested);
    const parts = [...allNodes([tested])].filter((part) => isPath(context, part));
    return parts.map((part) => ({ path: textOf(context.source, part), start }));
  });
  tests.set(within, found);
  return found;
}

function testOf(node: t.Node): t.Node | undefined {
  switch (node.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'ConditionalExpression':
      return node.test;
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return node.left;
    case 'SwitchStatement':
      return node.discriminant;
    default:
      return undefined;
  }
}
