import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import type { CallSite } from '../../facts/types';
import { chainOf } from '../calls/chain';
import { siteOf } from '../calls/sites';
import { type SpanKindName, spanKindOf } from '../data/span-kind';
import { SPAN_KIND, tagKey } from '../data/tag-key';
import { entriesOf } from '../syntax/object-entries';
import { plainArguments, unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { readSource } from './option-sources';

/** A kind that is set on a span right after its start, where it might as well have been given at the start. */
export interface KindAfterStart {
  readonly kind: SpanKindName;
  /** The `setTag` or `addTags` call that sets it. */
  readonly site: CallSite;
}

/** The kind to give to `startSpan`, because statements that surely follow it set a constant `span.kind`. */
export function kindAfterStart(context: FileContext, start: t.Node): KindAfterStart | undefined {
  const [found, more] = kindSetters(context).get(start) ?? [];
  return found && !more && takesKind(context, start) ? found : undefined;
}

/** Whether the kind that a call sets is given at the start of its span instead. */
export function isKindHoisted(context: FileContext, site: CallSite): boolean {
  const start = startOf(context, site);
  return start !== undefined && kindAfterStart(context, start)?.site === site;
}

/** Options that are not there yet, or a literal that says nothing of the kind and stays one. */
function takesKind(context: FileContext, start: t.Node): boolean {
  if (start.type !== 'CallExpression') return false;
  const given = plainArguments(start);
  const argument = given?.[1];
  if (!given || given.length > 2) return false;
  if (!argument) return true;
  const options = unwrap(argument);
  const read = readSource(context, argument, start);
  if ('left' in read) return false;
  // Options that say no more than the parent, made elsewhere: nothing of them is left.
  if (options.type !== 'ObjectExpression') return read.shape.kind === 'none';
  // A copy of which nothing else is left gives way to the variable that it copies, and that is not changed here.
  return read.shape.kind !== 'given' && entriesOf(context, options).every((entry) => !saysKind(context, entry.value));
}

function saysKind(context: FileContext, tags: t.Node): boolean {
  const literal = unwrap(tags);
  return literal.type === 'ObjectExpression' && entriesOf(context, literal).some(({ key }) => key === SPAN_KIND);
}

const known = new WeakMap<FileContext, ReadonlyMap<t.Node, readonly KindAfterStart[]>>();

/** Looked up, because every start asks. */
function kindSetters(context: FileContext): ReadonlyMap<t.Node, readonly KindAfterStart[]> {
  const setters = known.get(context) ?? findKindSetters(context);
  known.set(context, setters);
  return setters;
}

/** What sets a kind, by the start that it follows. */
function findKindSetters(context: FileContext): ReadonlyMap<t.Node, readonly KindAfterStart[]> {
  const found = new Map<t.Node, KindAfterStart[]>();
  for (const site of context.facts.calls) {
    const kind = kindSetBy(context, site);
    const start = kind && startOf(context, site);
    if (start) found.set(start, [...(found.get(start) ?? []), { kind, site }]);
  }
  return found;
}

function kindSetBy(context: FileContext, site: CallSite): SpanKindName | undefined {
  const [first, second] = plainArguments(site.node) ?? [];
  if (!first) return undefined;
  if (site.member === 'span.setTag')
    return second && tagKey(context, first) === SPAN_KIND ? spanKindOf(context, second) : undefined;
  const literal = unwrap(first);
  if (site.member !== 'span.addTags' || literal.type !== 'ObjectExpression') return undefined;
  const entry = entriesOf(context, literal).find(({ key }) => key === SPAN_KIND);
  return entry && spanKindOf(context, entry.value);
}

/** The `startSpan` call that surely and shortly before has made the span that a call is made on. */
function startOf(context: FileContext, site: CallSite): t.Node | undefined {
  const { root, statement } = chainOf(context, site);
  const maker = unwrap(root);
  if (siteOf(context, maker)?.member === 'tracer.startSpan') return maker;
  if (maker.type !== 'Identifier' || !statement) return undefined;
  const binding = context.facts.scopes.bindingOf(maker);
  return binding && startBefore(context, binding, statement);
}

function startBefore(context: FileContext, binding: Binding, statement: t.Node): t.Node | undefined {
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator' || !declaration.init || binding.reassigned) return undefined;
  const statements = listOf(context, statement);
  const declared = context.source.parents.get(declaration);
  const from = indexOf(statements, declared);
  const around = from < 0 ? tryBegunBy(context, statement) : undefined;
  if (around) return startBefore(context, binding, around);
  const between = statements.slice(from + 1, indexOf(statements, statement));
  return from >= 0 && between.every(isStraight) ? startAtRoot(context, declaration.init) : undefined;
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

/** `startSpan()` itself, or the one at the head of a chain. */
function startAtRoot(context: FileContext, init: t.Node): t.Node | undefined {
  const maker = unwrap(init);
  const site = siteOf(context, maker);
  if (!site) return undefined;
  if (site.member === 'tracer.startSpan') return maker;
  const root = unwrap(chainOf(context, site).root);
  return siteOf(context, root)?.member === 'tracer.startSpan' ? root : undefined;
}
