import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { callsTo } from '../calls/proposals';
import { nodesOf } from '../syntax/nodes';
import { listOf } from '../syntax/statements';
import { type AnyMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/** A mock tracer in a variable, and the statement before which is declared what keeps its spans. */
export interface MockVariable {
  readonly binding: Binding;
  readonly statement: t.Statement;
}

/** The variable that a `new MockTracer()` is kept in, if its declaration is a statement of a list. */
export function variableOf(context: FileContext, made: t.Node): MockVariable | undefined {
  const { parent, node } = outermost(context.source, made);
  const id = parent?.type === 'VariableDeclarator' && parent.init === node ? parent.id : assigned(parent, node);
  const binding = id?.type === 'Identifier' ? context.facts.scopes.bindingOf(id) : undefined;
  const declaration = binding && context.source.parents.get(binding.declaration);
  if (!binding || declaration?.type !== 'VariableDeclaration' || !listOf(context.source, declaration)) return undefined;
  return { binding, statement: declaration };
}

function assigned(parent: t.Node | undefined, node: t.Node): t.Node | undefined {
  return parent?.type === 'AssignmentExpression' && parent.right === node ? parent.left : undefined;
}

/** The variable of a mock tracer that is made in this file, if something is one. */
export function mockVariableOf(context: FileContext, tracer: t.Node): MockVariable | undefined {
  const binding = bindingOf(context, tracer);
  return binding && mockVariables(context).find((one) => one.binding === binding);
}

/** The variables of a file that hold mock tracers, each once. */
export function mockVariables(context: FileContext): readonly MockVariable[] {
  const all = callsTo(context, 'new MockTracer').flatMap(({ node }) => variableOf(context, node) ?? []);
  return all.filter(({ binding }, place) => all.findIndex((other) => other.binding === binding) === place);
}

/** Whether a report is asked of the tracer in a variable, or its spans without one. */
export function isAskedForReport(context: FileContext, { binding }: MockVariable): boolean {
  const asked = callsTo(context, 'mockTracer.report', 'mockTracer.clear').flatMap(({ receiver }) => receiver ?? []);
  const read = spansOfTracers(context).map(({ object }) => object);
  return [...asked, ...read].some((tracer) => bindingOf(context, tracer) === binding);
}

/** `tracer._spans`: what a report would be made of. */
export function spansOfTracers(context: FileContext): readonly AnyMember[] {
  return nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression').filter(
    (node) => memberName(node) === '_spans' && isMockTracer(context, node.object),
  );
}

/** Whether an expression is a mock tracer, and nothing else. */
export function isMockTracer({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node);
  return fact?.roles.size === 1 && fact.roles.has('mockTracer') && !fact.mixed;
}

function bindingOf({ facts }: FileContext, tracer: t.Node): Binding | undefined {
  const inner = unwrap(tracer);
  return inner.type === 'Identifier' ? facts.scopes.bindingOf(inner) : undefined;
}
