import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { keep, type Part, replace } from '../../edit/edit';
import type { Evidence, Fact, ValueReference } from '../../facts/types';
import { type SourceFile, textOf } from '../../parse/source-file';
import { isCall, isRepeatable, outermost } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';

/** The member by which an object of OpenTelemetry is told from the others. */
export const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['Span', 'spanContext'],
  ['SpanContext', 'getValue'],
  ['Tracer', 'startSpan'],
]);

/** `x instanceof opentracing.Span`: OpenTelemetry has interfaces only, so its members tell what an object is. */
export function classCheck(context: FileContext, { node, name }: ValueReference): Proposal | undefined {
  const { node: outer, parent } = outermost(context.source, node);
  const member = MEMBERS.get(name);
  if (parent?.type !== 'BinaryExpression' || parent.operator !== 'instanceof' || parent.right !== outer)
    return undefined;
  const value = parent.left;
  if (member === undefined || value.type === 'PrivateName') return undefined;
  const fact = context.facts.factOf(value);
  const args = { value: textOf(context.source, value), type: name };
  const told = finding('OT402', context.source.path, parent, args);
  const base = { rule: 'constants', site: node, units: [context.facts.unitOf(value)] } as const;
  if (!fact || fact.mixedWithObjects || !isRepeatable(value)) {
    const left = finding('OT403', context.source.path, parent, { name: textOf(context.source, node) });
    return { ...base, outcome: { kind: 'leave', finding: left } };
  }
  const edits = [replace(parent, ...checkParts(context, value, member, fact, parent))];
  return { ...base, outcome: { kind: 'rewrite', edits, findings: [told] } };
}

function checkParts(
  context: FileContext,
  value: t.Expression,
  member: string,
  fact: Fact,
  check: t.BinaryExpression,
): Part[] {
  const test: Part[] = [`${quoted(context, member)} in `, keep(value)];
  const isSurelyObject = SURE.has(fact.evidence) && !fact.mixed;
  if (isSurelyObject && (!fact.nullable || isTestedBefore(context, check, value))) return test;
  // Where the answer is kept or compared, it has to be false and not what there is in the place of an object.
  const asksIfAny = isSurelyObject && isOnlyTested(context.source, check);
  const guarded: Part[] = [keep(value), asksIfAny ? ' && ' : ' instanceof Object && ', ...test];
  return standsAlone(context, check) ? guarded : ['(', ...guarded, ')'];
}

/** Any other says where one comes from, and not what else may come: text and numbers have no members, and `in` throws at them. */
const SURE: ReadonlySet<Evidence> = new Set<Evidence>(['import', 'annotation', 'type']);

/** `x && x instanceof Span`: that it is there is asked already. */
function isTestedBefore({ source }: FileContext, check: t.BinaryExpression, value: t.Expression): boolean {
  const parent = source.parents.get(check);
  if (parent?.type !== 'LogicalExpression' || parent.operator !== '&&' || parent.right !== check) return false;
  return textOf(source, lastOf(parent.left)) === textOf(source, value);
}

/** What `a && b` is if it is true. */
function lastOf(node: t.Expression): t.Expression {
  return node.type === 'LogicalExpression' && node.operator === '&&' ? lastOf(node.right) : node;
}

/** Whether it decides between two ways, by itself or with others. */
function isOnlyTested(source: SourceFile, check: t.Node): boolean {
  const parent = source.parents.get(check);
  if (parent?.type === 'LogicalExpression') return parent.operator !== '??' && isOnlyTested(source, parent);
  if (parent?.type === 'UnaryExpression') return parent.operator === '!';
  return parent !== undefined && 'test' in parent && parent.test === check;
}

const ALONE: ReadonlySet<t.Node['type']> = new Set<t.Node['type']>([
  'ArrayExpression',
  'IfStatement',
  'ReturnStatement',
  'VariableDeclarator',
]);

/** `&&` binds no tighter than what is around. */
function standsAlone(context: FileContext, check: t.BinaryExpression): boolean {
  const parent = context.source.parents.get(check);
  if (check.extra?.parenthesized === true) return true;
  if (isCall(parent)) return parent.callee !== check;
  return parent !== undefined && ALONE.has(parent.type);
}
