import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { keep } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { type AnyCall, isCall, plainArguments, unwrap } from '../data/syntax';
import type { FileContext } from '../types';
import { type DeclaredOnce, declaredOnce } from './declared-references';
import { isNothing, isPure } from './expressions';
import { type Link, linkTo } from './links';
import { choose, parentContext } from './parents';
import type { ParentContext } from './plain-parent';
import { type Present, withTest } from './present';
import { siteOf } from './sites';

/** One reference of OpenTracing, as the source makes it. */
export interface Reference {
  readonly type: 'child_of' | 'follows_from';
  readonly target: t.Expression;
  /** The call that makes it; null for the `childOf` option. */
  readonly call: AnyCall | null;
  /** The test without which there is none: `parent ? [followsFrom(parent)] : undefined`. */
  readonly test?: t.Expression | undefined;
  /** The constants that it, or the list it is in, was kept in until now. */
  readonly declared?: readonly t.VariableDeclaration[];
}

/** What the references come to: the parent, and the entries of `links`. */
export interface Lineage {
  readonly parent: ParentContext;
  /** The expression that names the parent. */
  readonly parentNode: t.Expression | undefined;
  readonly links: readonly Link[];
}

/** The references of an array literal whose every element is known, or of a choice between that and none. */
export function readReferences(context: FileContext, node: t.Node): readonly Reference[] | undefined {
  const inner = unwrap(node);
  const once = declaredOnce(context, inner);
  if (once) return readReferences(context, once.init)?.map((reference) => keptIn(once, reference));
  if (inner.type === 'ConditionalExpression' && isNone(inner.alternate))
    return tested(readReferences(context, inner.consequent), inner.test);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&')
    return tested(readReferences(context, inner.right), inner.left);
  if (inner.type !== 'ArrayExpression') return isNothing(inner) ? [] : undefined;
  const read: Reference[] = [];
  for (const element of inner.elements) {
    const reference = element && readReference(context, element);
    if (!reference) return undefined;
    read.push(reference);
  }
  return read;
}

function isNone(node: t.Node): boolean {
  const inner = unwrap(node);
  return isNothing(inner) || (inner.type === 'ArrayExpression' && inner.elements.length === 0);
}

/** One reference by a test; more than one, or a test in a test, nobody has written yet. */
function tested(references: readonly Reference[] | undefined, test: t.Expression): readonly Reference[] | undefined {
  const [only] = references ?? [];
  if (!only || references?.length !== 1 || only.test || !isPure(test)) return undefined;
  return [{ ...only, test }];
}

function keptIn({ declaration }: DeclaredOnce, reference: Reference): Reference {
  return { ...reference, declared: [...(reference.declared ?? []), declaration] };
}

function readReference(context: FileContext, node: t.Node): Reference | undefined {
  const call = unwrap(node);
  const once = declaredOnce(context, call);
  const made = once && readReference(context, once.init);
  if (once && made) return keptIn(once, made);
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
  const links: Link[] = [];
  for (const reference of references) {
    if (reference === chosen && reference.type === 'child_of') continue;
    const link = linkTo(context, reference.type, reference.target, withOwnTest(context, reference, present));
    if (!link) return { left: unknownReference(context, reference.target) };
    links.push(
      reference.test ? { ...link, when: [keep(reference.test), ...(link.when ? [' && ', ...link.when] : [])] } : link,
    );
  }
  return {
    parent: chosen ? parentOf(context, chosen, present) : { kind: 'root' },
    parentNode: chosen?.test ? undefined : chosen?.target,
    links,
  };
}

function parentOf(context: FileContext, reference: Reference, present: Present): ParentContext {
  const parent = parentContext(context, reference.target, withOwnTest(context, reference, present));
  return reference.test ? choose(context, reference.test, parent, { kind: 'root' }) : parent;
}

function withOwnTest(context: FileContext, { test }: Reference, present: Present): Present {
  return test ? withTest(context, test, present) : present;
}

function fallbackParent(context: FileContext, references: readonly Reference[]): Reference | undefined {
  return context.options.followsFrom === 'link' ? undefined : references[0];
}

/** The finding for a reference of which neither ids nor context can be had in one expression. */
export function unknownReference(context: FileContext, node: t.Node): Finding {
  return finding('OT105', context.source.path, node, { reference: textOf(context.source, node) });
}
