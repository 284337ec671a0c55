import type * as t from '@babel/types';
import type { FileFacts } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { type AnyCall, calledMethod, isCall, isMember, outermost, plainArguments } from './syntax';

/** Functions of test runners and of sinon that put something in the place of a method, or watch it. */
export const SPIES = /^(?:spyOn|stub|spy|replace|mockMethod|method)$/;

/**
 * What a test names by strings of the object that a node is: `jest.spyOn(node, 'name')`, `sinon.mock(node).expects('name')`. Undefined where
 * it does something else with it.
 */
export function spiedMembers(facts: FileFacts, node: t.Node): readonly t.StringLiteral[] | undefined {
  const { parent: call, node: object } = outermost(facts.source, node);
  if (!isCall(call) || !isMember(call.callee)) return undefined;
  const [first, second] = plainArguments(call) ?? [];
  if (first !== object) return undefined;
  const name = memberName(call.callee) ?? '';
  if (name === 'mock') return expectedOf(facts, call);
  return SPIES.test(name) && second?.type === 'StringLiteral' ? [second] : undefined;
}

/** What is expected of a mock, right there or by way of a variable. */
function expectedOf(facts: FileFacts, mock: t.Node): readonly t.StringLiteral[] | undefined {
  const { parent, node } = outermost(facts.source, mock);
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node) return asked(facts, node);
  const references = facts.scopes.bindingOf(parent.id)?.references.filter((one) => one.kind === 'read') ?? [];
  const all = references.map((one) => asked(facts, one.node));
  return all.includes(undefined) ? undefined : all.flatMap((names) => names ?? []);
}

/** `mock.expects('name')`; nothing is named by `mock.verify()`. */
function asked({ source }: FileFacts, mock: t.Node): readonly t.StringLiteral[] | undefined {
  const { parent: member } = outermost(source, mock);
  const call = isMember(member) ? source.parents.get(member) : undefined;
  const method = calledMethod(call);
  if (method === 'verify' || method === 'restore') return [];
  const [named] = method === 'expects' ? (plainArguments(call as AnyCall) ?? []) : [];
  return named?.type === 'StringLiteral' ? [named] : undefined;
}
