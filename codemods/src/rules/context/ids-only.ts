import type * as t from '@babel/types';
import { keeperOf } from '../../facts/lookups/keeper';
import { constantInit } from '../../facts/scopes/declared-with';
import type { Binding } from '../../facts/scopes/scope';
import { callOn, memberOn } from '../../parse/uses';
import { siteOf } from '../calls/sites';
import { isNothing } from '../syntax/expressions';
import { outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { comparedToNothing, isTested } from './tested';

/** A constant that holds the context of a span, and is asked for its ids and for nothing else. */
interface IdsOnly {
  /** The calls of `context()` that it is declared with. */
  readonly calls: readonly t.Node[];
}

const known = new WeakMap<Binding, IdsOnly | 'more'>();

/** `const ctx = span.context()`, where all that is read is `ctx.toTraceId()` and the like: it holds what `spanContext()` gives then. */
export function idsOnlyIn(context: FileContext, node: t.Node): IdsOnly | undefined {
  const binding = node.type === 'Identifier' ? context.facts.scopes.bindingOf(node) : undefined;
  if (!binding) return undefined;
  const found = known.get(binding) ?? idsOnly(context, binding) ?? 'more';
  known.set(binding, found);
  return found === 'more' ? undefined : found;
}

/** The constant that the value of a call goes to, if it is such a one. */
export function idsOnlyFrom(context: FileContext, call: t.Node): t.Node | undefined {
  const kept = keeperOf(context.source.parents, call);
  return kept && idsOnlyIn(context, kept)?.calls.includes(call) ? kept : undefined;
}

function idsOnly(context: FileContext, binding: Binding): IdsOnly | undefined {
  const { declaration, identifier, references } = binding;
  const init = constantInit(binding);
  const { parents } = context.source;
  const statement = parents.get(declaration);
  const isExported = statement && parents.get(statement)?.type === 'ExportNamedDeclaration';
  const calls = init && callsIn(context, init);
  if (!calls || isExported || identifier.typeAnnotation) return undefined;
  const uses = references.filter(({ node }) => node !== identifier);
  const isRead = uses.some(({ node }) => isIdRead(context, node));
  const isAll = uses.every(
    ({ node, kind }) => kind === 'read' && (isIdRead(context, node) || isAskedFor(context, node)),
  );
  return isRead && isAll ? { calls } : undefined;
}

/** `span.context()`, `span && span.context()`, `span ? span.context() : null`; undefined for what may be something else. */
function callsIn(context: FileContext, init: t.Node): readonly t.Node[] | undefined {
  if (isNothing(init)) return [];
  switch (init.type) {
    case 'LogicalExpression':
      return init.operator === '&&' ? callsIn(context, init.right) : undefined;
    case 'ConditionalExpression': {
      const [yes, no] = [callsIn(context, init.consequent), callsIn(context, init.alternate)];
      return yes && no && [...yes, ...no];
    }
    default:
      return siteOf(context, init)?.member === 'span.context' ? [init] : undefined;
  }
}

/** `ctx.toTraceId()` */
function isIdRead(context: FileContext, node: t.Node): boolean {
  const member = memberOn(context.source, node);
  const call = member && callOn(context.source, member);
  const read = call && siteOf(context, call)?.member;
  return read === 'spanContext.toTraceId' || read === 'spanContext.toSpanId';
}

/** `if (ctx)`, `ctx && ...`, `ctx === undefined` */
function isAskedFor(context: FileContext, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  if (!parent) return false;
  return isTested(context, parent, outer) || comparedToNothing(parent, outer) !== undefined;
}
