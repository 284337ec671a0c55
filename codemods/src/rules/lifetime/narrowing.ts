import type * as t from '@babel/types';
import type { Binding } from '../../facts/scope';
import { rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { isMember } from '../data/syntax';
import type { FileContext } from '../types';
import { allNodes, functionOf, nodesOfCall } from './flow';
import type { Obstacle } from './obstacles';
import type { Candidate } from './region';
import { isWithin, rangeOfRun } from './statements';

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
  const tested = testedBefore(context, candidate);
  for (const node of nodesOfCall(statements)) {
    if (!isPath(context, node) || isTarget(context.source, node)) continue;
    const path = textOf(context.source, node);
    if (tested.has(path)) return { reason: 'narrowing', what: path };
  }
  return undefined;
}

/** A variable from outside that the region writes and later code reads. */
function assignedInside({ facts }: FileContext, statements: readonly t.Statement[]): Binding | undefined {
  const range = rangeOfRun(statements);
  return facts.scopes.all.find(
    ({ identifier, references }) =>
      !isWithin(rangeOf(identifier), range) &&
      references.some(({ node, kind }) => /write/.test(kind) && isWithin(rangeOf(node), range)) &&
      references.some(({ node, kind }) => kind === 'read' && rangeOf(node).start >= range.end),
  );
}

/** What TypeScript narrows and then forgets: `a.b`, and a variable that is written more than once. */
function isPath({ facts, source }: FileContext, node: t.Node): boolean {
  if (node.type === 'Identifier') return facts.scopes.bindingOf(node)?.reassigned === true && !isKey(source, node);
  return isMember(node) && !node.computed;
}

/** Only written there: what is known of its value does not matter. */
function isTarget({ parents }: SourceFile, node: t.Node): boolean {
  const parent = parents.get(node);
  return parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.left === node;
}

function isKey(source: SourceFile, node: t.Identifier): boolean {
  const parent = source.parents.get(node);
  return isMember(parent) && parent.property === node && !parent.computed;
}

/** The paths that conditions and assignments before the region speak of, in the same function. */
function testedBefore(context: FileContext, { declaration }: Candidate): ReadonlySet<string> {
  const within = functionOf(context.source, declaration) ?? context.source.ast.program;
  const until = rangeOf(declaration).start;
  const paths = new Set<string>();
  for (const node of allNodes([within])) {
    const tested = testOf(node);
    if (!tested || rangeOf(tested).start >= until) continue;
    for (const part of allNodes([tested])) if (isPath(context, part)) paths.add(textOf(context.source, part));
  }
  return paths;
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
