import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { keep, type Part } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { type AnyCall, calleeOf, isCall, plainArguments, unwrap } from '../data/syntax';
import { quoted } from '../data/text';
import type { FileContext } from '../types';
import { joinParts, objectParts } from './layout';
import { contextCallOf, isNothing, type ParentContext, type Present, parentContext } from './parents';
import { siteOf } from './sites';

/** One reference of OpenTracing, as the source makes it. */
export interface Reference {
  readonly type: 'child_of' | 'follows_from';
  readonly target: t.Expression;
  /** The call that makes it; null for the `childOf` option. */
  readonly call: AnyCall | null;
}

/** What the references come to: the parent, and the entries of `links`. */
export interface Lineage {
  readonly parent: ParentContext;
  /** The expression that names the parent. */
  readonly parentNode: t.Expression | undefined;
  readonly links: readonly (readonly Part[])[];
}

/** The references of an array literal, or of one whose every element is made in place. */
export function readReferences(context: FileContext, node: t.Node): readonly Reference[] | undefined {
  const inner = unwrap(node);
  if (inner.type !== 'ArrayExpression') return isNothing(inner) ? [] : undefined;
  const read: Reference[] = [];
  for (const element of inner.elements) {
    const reference = element && readReference(context, element);
    if (!reference) return undefined;
    read.push(reference);
  }
  return read;
}

function readReference(context: FileContext, node: t.Node): Reference | undefined {
  const call = unwrap(node);
  if (!isCall(call) && call.type !== 'NewExpression') return undefined;
  const site = siteOf(context, call);
  const given = plainArguments(call);
  const [first, second] = given ?? [];
  if (!site || !first) return undefined;
  if (site.member === 'childOf') return { type: 'child_of', target: first, call };
  if (site.member === 'followsFrom') return { type: 'follows_from', target: first, call };
  if (site.member !== 'new Reference' || !second) return undefined;
  const type = context.facts.stringOf(first);
  return type === 'child_of' || type === 'follows_from' ? { type, target: second, call } : undefined;
}

/**
 * The parent is the first child_of, else the first reference; the others are links, and so is a parent that is only followed
 * (OpenTracing compatibility specification, "Start a new Span"). With `--follows-from link` a followed span is never the parent.
 */
export function lineageOf(
  context: FileContext,
  references: readonly Reference[],
  present: Present,
): Lineage | { readonly left: Finding } {
  const chosen = references.find(({ type }) => type === 'child_of') ?? fallbackParent(context, references);
  const links: (readonly Part[])[] = [];
  for (const reference of references) {
    if (reference === chosen && reference.type === 'child_of') continue;
    const link = linkOf(context, reference);
    if (!link) return { left: unknownReference(context, reference.target) };
    links.push(link);
  }
  return {
    parent: chosen ? parentContext(context, chosen.target, present) : { kind: 'root' },
    parentNode: chosen?.target,
    links,
  };
}

function fallbackParent(context: FileContext, references: readonly Reference[]): Reference | undefined {
  return context.options.followsFrom === 'link' ? undefined : references[0];
}

function linkOf(context: FileContext, { type, target }: Reference): readonly Part[] | undefined {
  const linked = linkedContext(context, target);
  if (!linked) return undefined;
  const refType = [`${quoted(context, 'opentracing.ref_type')}: ${quoted(context, type)}`];
  const attributes = objectParts(context.source, [refType]);
  return objectParts(context.source, [
    ['context: ', ...linked],
    ['attributes: ', ...attributes],
  ]);
}

/** The ids that a link needs: of a span that is there, or of the context of a span. */
function linkedContext(context: FileContext, target: t.Expression): readonly Part[] | undefined {
  const call = contextCallOf(context, target);
  const callee = call && calleeOf(call);
  if (callee && callee.type === 'MemberExpression') return [keep(callee.object), '.spanContext()'];
  const fact = context.facts.factOf(target);
  if (fact?.roles.size !== 1 || fact.mixed || fact.nullable || fact.container !== 'none') return undefined;
  return fact.roles.has('span') ? [keep(target), '.spanContext()'] : undefined;
}

/** `links: [...]`, where there are any. */
export function linksEntry(links: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  return links.length === 0 ? [] : [['links: [', ...joinParts(links, ', '), ']']];
}

/** The finding for a reference of which neither ids nor context can be had in one expression. */
export function unknownReference(context: FileContext, node: t.Node): Finding {
  return finding('OT105', context.source.path, node, { reference: textOf(context.source, node) });
}
