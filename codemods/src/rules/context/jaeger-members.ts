import type * as t from '@babel/types';
import { type Edit, keep, type Part, remove, replace } from '../../edit/edit';
import { statementLines } from '../data/removal';
import { type AnyMember, calleeOf, isCall, isMember, memberName, outermost } from '../data/syntax';
import { contextCallOf } from '../lifetime/context-call';
import type { FileContext } from '../types';

/** Where the ids and flags of a span are read from. */
interface Ids {
  readonly parts: readonly Part[];
  /** A Context may hold no span; a span always has ids. */
  readonly sure: boolean;
}

/** What jaeger-client's span contexts had beyond OpenTracing and OpenTelemetry can say too; undefined for anything else. */
export function jaegerMember(context: FileContext, node: AnyMember): Edit[] | undefined {
  if (node.type === 'OptionalMemberExpression') return undefined;
  switch (memberName(node)) {
    case 'traceIdStr':
      return idEdit(context, node, 'traceId');
    case 'spanIdStr':
      return idEdit(context, node, 'spanId');
    case 'isValid':
      return [replace(node, ...isThere(context, node))];
    case 'isSampled':
      return sampledEdit(context, node);
    case 'finalizeSampling':
      return withoutStatement(context, node);
    default:
      return undefined;
  }
}

/** Whether all that is done with a span context is to fix its sampling, which OpenTelemetry decides at the start. */
export function isOnlyFinalized({ facts, source }: FileContext, declarator: t.Node | undefined): boolean {
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const { id } = declarator;
  const declaration = source.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return false;
  const uses = facts.scopes.bindingOf(id)?.references.filter(({ node }) => node !== id) ?? [];
  return uses.length > 0 && uses.every(({ node }) => isFinalizing(source.parents.get(node)));

  function isFinalizing(member: t.Node | undefined): boolean {
    if (!isMember(member) || memberName(member) !== 'finalizeSampling') return false;
    const call = source.parents.get(member);
    return isCall(call) && source.parents.get(call)?.type === 'ExpressionStatement';
  }
}

function idsOf(context: FileContext, { object }: AnyMember): Ids {
  const call = contextCallOf(context, object);
  const callee = call && calleeOf(call);
  if (callee) return { parts: [keep(callee.object), '.spanContext()'], sure: true };
  return { parts: [`${context.api('trace')}.getSpanContext(`, keep(object), ')'], sure: false };
}

function idEdit(context: FileContext, node: AnyMember, id: string): Edit[] {
  const { parts, sure } = idsOf(context, node);
  return [replace(node, ...parts, sure ? `.${id}` : `?.${id}`)];
}

function isThere(context: FileContext, node: AnyMember): readonly Part[] {
  const { parts, sure } = idsOf(context, node);
  if (sure) return [`${context.api('trace')}.isSpanContextValid(`, ...parts, ')'];
  return grouped(context, node, [...parts, ' !== undefined']);
}

/** The call of `isSampled()`, with the `!` before it. */
function sampledEdit(context: FileContext, node: AnyMember): Edit[] | undefined {
  const call = context.source.parents.get(node);
  if (!isCall(call) || call.callee !== node || call.arguments.length > 0) return undefined;
  const { parts, sure } = idsOf(context, node);
  const flags = sure ? [...parts, '.traceFlags'] : ['(', ...parts, '?.traceFlags ?? 0)'];
  const masked = ['(', ...flags, ` & ${context.api('TraceFlags')}.SAMPLED)`];
  const parent = context.source.parents.get(call);
  return parent?.type === 'UnaryExpression' && parent.operator === '!'
    ? [replace(parent, ...grouped(context, parent, [...masked, ' === 0']))]
    : [replace(call, ...grouped(context, call, [...masked, ' !== 0']))];
}

/** A comparison beside a tighter operator. */
function grouped({ source }: FileContext, node: t.Node, parts: readonly Part[]): readonly Part[] {
  const { parent } = outermost(source, node);
  return parent && /^(?:Unary|Binary|Member|Optional|Await)/.test(parent.type) ? ['(', ...parts, ')'] : parts;
}

function withoutStatement({ source }: FileContext, node: AnyMember): Edit[] | undefined {
  const call = source.parents.get(node);
  const statement = call && source.parents.get(call);
  return isCall(call) && statement?.type === 'ExpressionStatement'
    ? [remove(statementLines(source, statement))]
    : undefined;
}
