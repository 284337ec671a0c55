import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import type { CallSite } from '../../facts/types';
import { functionAround } from '../../parse/function-around';
import { rangeOf, textOf } from '../../parse/source-file';
import { isStable } from '../lifetime/expressions';
import { siteOf } from '../lifetime/sites';
import { isWithin } from '../lifetime/statements';
import type { FileContext } from '../types';
import { chainOf } from './chain';
import { isMember, unwrap } from './syntax';

/** The `startSpan` calls of which one has surely and shortly before made the span that a call is made on. */
export function startsOf(context: FileContext, site: CallSite): readonly t.Node[] {
  const { root, statement } = chainOf(context, site);
  const maker = unwrap(root);
  if (siteOf(context, maker)?.member === 'tracer.startSpan') return [maker];
  if (!statement) return [];
  const binding = maker.type === 'Identifier' ? context.facts.scopes.bindingOf(maker) : undefined;
  return binding && !binding.reassigned
    ? startsBefore(context, binding, statement)
    : startsAssigned(context, maker, statement);
}

function startsBefore(context: FileContext, binding: Binding, statement: t.Node): readonly t.Node[] {
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator' || !declaration.init) return [];
  const statements = listOf(context, statement);
  const declared = context.source.parents.get(declaration);
  const from = indexOf(statements, declared);
  const around = from < 0 ? tryBegunBy(context, statement) : undefined;
  if (around) return startsBefore(context, binding, around);
  const between = statements.slice(from + 1, indexOf(statements, statement));
  return from >= 0 && between.every(isStraight) ? startsAtRoot(context, declaration.init) : [];
}

/** The `try` that a statement begins, after calls on spans at most: what stands there happens as surely as what stands before the `try`. */
function tryBegunBy(context: FileContext, statement: t.Node): t.TryStatement | undefined {
  const block = context.source.parents.get(statement);
  const attempt = block && context.source.parents.get(block);
  if (attempt?.type !== 'TryStatement' || attempt.block !== block) return undefined;
  const before = attempt.block.body.slice(0, indexOf(attempt.block.body, statement));
  return before.every((one) => isSpanCall(context, one)) ? attempt : undefined;
}

function isSpanCall(context: FileContext, statement: t.Statement): boolean {
  const call = statement.type === 'ExpressionStatement' ? siteOf(context, unwrap(statement.expression)) : undefined;
  return call?.member.startsWith('span.') ?? false;
}

/** The statements among which a statement stands. */
function listOf(context: FileContext, statement: t.Node): readonly t.Statement[] {
  const parent = context.source.parents.get(statement);
  return parent?.type === 'BlockStatement' || parent?.type === 'Program' ? parent.body : [];
}

function indexOf(statements: readonly t.Node[], node: t.Node | undefined): number {
  return node ? statements.indexOf(node) : -1;
}

/** Nothing leaves the list of statements here. */
function isStraight(statement: t.Statement): boolean {
  return statement.type === 'ExpressionStatement' || statement.type === 'VariableDeclaration';
}

/** `startSpan()` itself, the one at the head of a chain, or the two of a choice. */
function startsAtRoot(context: FileContext, init: t.Node): readonly t.Node[] {
  const maker = unwrap(init);
  if (maker.type === 'ConditionalExpression') {
    const [yes, no] = [startsAtRoot(context, maker.consequent), startsAtRoot(context, maker.alternate)];
    return yes.length > 0 && no.length > 0 ? [...yes, ...no] : [];
  }
  const site = siteOf(context, maker);
  if (!site) return [];
  if (site.member === 'tracer.startSpan') return [maker];
  const root = unwrap(chainOf(context, site).root);
  return siteOf(context, root)?.member === 'tracer.startSpan' ? [root] : [];
}

/** `span = tracer.startSpan()` in a statement shortly before, or in both branches of one. */
function startsAssigned(context: FileContext, target: t.Node, statement: t.Node): readonly t.Node[] {
  if (!isOwnTarget(context, target, statement)) return [];
  const statements = listOf(context, statement);
  const before = statements.slice(0, indexOf(statements, statement)).reverse();
  const skipped = before.findIndex((one) => !isPassed(context, one, target));
  const assigning = before[skipped];
  return assigning ? startsAssignedBy(context, assigning, target) : [];
}

/** A variable that nothing else than this function writes, or a member: what stands between is then looked at more closely. */
function isOwnTarget({ facts, source }: FileContext, target: t.Node, statement: t.Node): boolean {
  if (target.type !== 'Identifier') return isMember(target) && isStable(target);
  const within = functionAround(source, statement);
  const references = facts.scopes.bindingOf(target)?.references ?? [];
  return references.every(
    ({ kind, node }) => kind === 'read' || kind === 'type' || functionAround(source, node) === within,
  );
}

/** Whether what is kept in a target is still the same behind a statement. */
function isPassed(context: FileContext, statement: t.Statement, target: t.Node): boolean {
  if (isSpanCall(context, statement)) return true;
  return target.type === 'Identifier' && isStraight(statement) && !writes(context, statement, target);
}

function writes(context: FileContext, statement: t.Statement, target: t.Identifier): boolean {
  const references = context.facts.scopes.bindingOf(target)?.references ?? [];
  return references.some(({ kind, node }) => /write/.test(kind) && isWithin(rangeOf(node), rangeOf(statement)));
}

function startsAssignedBy(context: FileContext, statement: t.Statement, target: t.Node): readonly t.Node[] {
  if (statement.type === 'BlockStatement') {
    const at = statement.body.findLastIndex((one) => !isPassed(context, one, target));
    const assigning = statement.body[at];
    return assigning && statement.body.slice(0, at).every(isStraight)
      ? startsAssignedBy(context, assigning, target)
      : [];
  }
  if (statement.type === 'IfStatement') {
    const yes = startsAssignedBy(context, statement.consequent, target);
    const no = statement.alternate ? startsAssignedBy(context, statement.alternate, target) : [];
    return yes.length > 0 && no.length > 0 ? [...yes, ...no] : [];
  }
  const assigned = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined;
  if (assigned?.type !== 'AssignmentExpression' || assigned.operator !== '=') return [];
  const isTarget = textOf(context.source, assigned.left) === textOf(context.source, target);
  return isTarget ? startsAtRoot(context, assigned.right) : [];
}
