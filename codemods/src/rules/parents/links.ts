import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { isTypeScript, type SourceFile } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isStable, owner } from '../syntax/expressions';
import { joinParts } from '../syntax/layout';
import { objectParts } from '../syntax/object-parts';
import { calleeOf } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { isPresent, type Present, presentAt } from '../values/present';
import { contextCallOf } from './context-call';
import { isExtracted } from './extracted';
import { hasOneRole } from './plain-parent';

/** One entry of `links`. */
export interface Link {
  readonly parts: readonly Part[];
  /** The test for there being one. */
  readonly when: readonly Part[] | undefined;
  /** It is a list of links itself. */
  readonly isList?: boolean;
}

interface Linked {
  readonly ids: readonly Part[];
  readonly when?: readonly Part[];
}

/** The link to what a reference refers to; undefined where it is neither a span nor the context of one. */
export function linkTo(context: FileContext, type: string, given: t.Expression, present: Present): Link | undefined {
  // What `extract` gives needs no cast any more.
  const target = isExtracted(context, given) ? (unwrap(given) as t.Expression) : given;
  const linked = idsOf(context, target, present);
  if (!linked) return undefined;
  return { parts: entryOf(context, type, linked.ids), when: linked.when };
}

function entryOf(context: FileContext, type: string, ids: readonly Part[]): readonly Part[] {
  const refType = [`${quoted(context, 'opentracing.ref_type')}: ${quoted(context, type)}`];
  return objectParts(context.source, [
    ['context: ', ...ids],
    ['attributes: ', ...objectParts(context.source, [refType])],
  ]);
}

/** A list of Contexts that are followed. */
export interface ContextList {
  readonly name: Part;
  /** What one of them is called. */
  readonly one: Part;
  /** Each holds a span, each is there at least, or it may be nothing. */
  readonly known: 'span' | 'there' | 'nothing';
}

/** The links to all of a list of Contexts. */
export function linkToContexts(context: FileContext, { name, one, known }: ContextList): Link {
  const read: Part[] = [`${context.api('trace')}.getSpanContext(`, one, ')'];
  const asked = known === 'nothing' ? [one, ' && ', ...read] : read;
  const those = known === 'span' ? [name] : [name, '.filter((', one, ') => ', ...asked, ')'];
  const ids = isTypeScript(context.source) ? [...read, '!'] : read;
  const parts = [...those, '.map((', one, ') => (', ...entryOf(context, 'follows_from', ids), '))'];
  return { parts, when: undefined, isList: true };
}

function idsOf(context: FileContext, target: t.Expression, present: Present): Linked | undefined {
  const call = contextCallOf(context, target);
  const callee = call && calleeOf(call);
  if (callee?.type === 'MemberExpression') return { ids: [...owner(callee.object), '.spanContext()'] };
  const fact = context.facts.factOf(target);
  if (!hasOneRole(fact)) return undefined;
  const mayMiss = (fact.nullable || fact.unset) && !isPresent(context, target, present);
  if (fact.roles.has('span')) return idsOfSpan(target, mayMiss);
  return fact.roles.has('spanContext') ? idsOfContext(context, target, mayMiss) : undefined;
}

function idsOfSpan(target: t.Expression, mayMiss: boolean): Linked | undefined {
  const ids = [...owner(target), '.spanContext()'];
  if (!mayMiss) return { ids };
  return isStable(target) ? { ids, when: [keep(target)] } : undefined;
}

/** A Context may hold no span, even where a span context of OpenTracing was surely there: headers may have said nothing. */
function idsOfContext(context: FileContext, target: t.Expression, mayMiss: boolean): Linked | undefined {
  if (!isStable(target)) return undefined;
  const read: Part[] = [`${context.api('trace')}.getSpanContext(`, keep(target), ')'];
  const sure = isTypeScript(context.source) ? [...read, '!'] : read;
  if (isAskedAround(context, target)) return { ids: sure };
  if (mayMiss && !isExtracted(context, target)) return { ids: sure, when: [keep(target), ' && ', ...read] };
  return { ids: sure, when: read };
}

/** In `if (parent) { ... }`, which asks the Context for its span. */
function isAskedAround(context: FileContext, target: t.Expression): boolean {
  const statement = statementOf(context.source, target);
  return statement !== undefined && isPresent(context, target, presentAt(context, statement));
}

function statementOf(file: SourceFile, node: t.Node): t.Node | undefined {
  let at: t.Node | undefined = node;
  while (at && !at.type.endsWith('Statement') && !at.type.endsWith('Declaration')) at = file.parents.get(at);
  return at;
}

/** `links: [...]`, where there are any. */
export function linksEntry(links: readonly Link[]): readonly (readonly Part[])[] {
  return links.length === 0 ? [] : [['links: ', ...linksList(links)]];
}

/** The links as a list. */
export function linksList(links: readonly Link[]): readonly Part[] {
  const [only] = links;
  if (links.length === 1 && only?.isList) return only.parts;
  if (links.length === 1 && only?.when) return [...only.when, ' ? [', ...only.parts, '] : []'];
  return ['[', ...joinParts(links.map(element), ', '), ']'];
}

function element({ parts, when, isList }: Link): readonly Part[] {
  if (isList) return ['...', ...parts];
  return when ? ['...(', ...when, ' ? [', ...parts, '] : [])'] : parts;
}
