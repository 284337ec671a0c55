import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { readSource } from '../lifetime/option-sources';
import type { FileContext } from '../types';
import { entriesOf } from './object-entries';
import { type SpanKindName, spanKindOf } from './span-kind';
import { startsOf } from './starts-before';
import { plainArguments, unwrap } from './syntax';
import { SPAN_KIND, tagKey } from './tag-key';

/** A kind that is set on a span right after its start, where it might as well have been given at the start. */
export interface KindAfterStart {
  readonly kind: SpanKindName;
  /** The `setTag` or `addTags` call that sets it. */
  readonly site: CallSite;
}

/** The kind to give to `startSpan`, because statements that surely follow it set a constant `span.kind`. */
export function kindAfterStart(context: FileContext, start: t.Node): KindAfterStart | undefined {
  const found = onlySetter(context, start);
  if (!found) return undefined;
  // Where one statement sets the kind of what either of two starts makes, both of them give it or none does.
  const isShared = found.starts.every(
    (one) => onlySetter(context, one)?.site === found.site && takesKind(context, one),
  );
  return isShared ? found : undefined;
}

/** Whether the kind that a call sets is given at the start of its span instead. */
export function isKindHoisted(context: FileContext, site: CallSite): boolean {
  const [start] = kindSetBy(context, site) ? startsOf(context, site) : [];
  return start !== undefined && kindAfterStart(context, start)?.site === site;
}

function onlySetter(context: FileContext, start: t.Node): Setter | undefined {
  const [found, more] = kindSetters(context).get(start) ?? [];
  return more ? undefined : found;
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

interface Setter extends KindAfterStart {
  /** The starts of which one has made the span. */
  readonly starts: readonly t.Node[];
}

const known = new WeakMap<FileContext, ReadonlyMap<t.Node, readonly Setter[]>>();

/** Looked up, because every start asks. */
function kindSetters(context: FileContext): ReadonlyMap<t.Node, readonly Setter[]> {
  const setters = known.get(context) ?? findKindSetters(context);
  known.set(context, setters);
  return setters;
}

/** What sets a kind, by the start that it follows. */
function findKindSetters(context: FileContext): ReadonlyMap<t.Node, readonly Setter[]> {
  const found = new Map<t.Node, Setter[]>();
  for (const site of context.facts.calls) {
    const kind = kindSetBy(context, site);
    const starts = kind ? startsOf(context, site) : [];
    if (!kind) continue;
    for (const start of starts) found.set(start, [...(found.get(start) ?? []), { kind, site, starts }]);
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
