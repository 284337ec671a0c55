import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { keep } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { isNothing, isPure } from '../syntax/expressions';
import { type AnyCall, isCall, plainArguments } from '../syntax/syntax';
import { excerpt } from '../syntax/text';
import type { FileContext } from '../types';
import { isOfLodash } from '../values/imported-call';
import { type Present, withTest } from '../values/present';
import { extractIn, isExtracted } from './extracted';
import type { ListOfContexts } from './held-contexts';
import { lineageOfList, linkToEach } from './lineage-of-list';
import { type Link, linkTo } from './links';
import { listedContexts } from './listed-contexts';
import { type Mapped, readMapped } from './mapped-references';
import { namedContexts } from './named-contexts';
import { mayHoldNothing, optionOrReference } from './option-or-reference';
import { choose, parentContext } from './parents';
import type { ParentContext } from './plain-parent';
import { referenceOfHelper } from './reference-helper';
import { referencesOfVariable } from './reference-variable';
import { sievedOf } from './sieve';

/** One reference of OpenTracing, as the source makes it. */
export interface Reference {
  readonly type: 'child_of' | 'follows_from';
  readonly target: t.Expression;
  /** The call that makes it; null for the `childOf` option. */
  readonly call: AnyCall | null;
  /** The test without which there is none: `parent ? [followsFrom(parent)] : undefined`. */
  readonly test?: t.Expression | undefined;
  /** It stands for one reference to each of a list. */
  readonly each?: Mapped;
  /** It stands for all of a list that holds Contexts, and no references any more. */
  readonly listed?: ListOfContexts;
  /** The statements that only made this and the references after it: they go. */
  readonly gone?: readonly t.Statement[];
}

/** What the references come to: the parent, and the entries of `links`. */
export interface Lineage {
  readonly parent: ParentContext;
  /** The expression that names the parent. */
  readonly parentNode: t.Expression | undefined;
  readonly links: readonly Link[];
}

/** The references of a list that is made in the options of a call, with a name for it before the call if need be. */
export function referencesIn(
  context: FileContext,
  value: t.Expression,
  { literal, call }: { readonly literal: t.Node | undefined; readonly call: t.Node },
): readonly Reference[] | undefined {
  const read = readReferences(context, value);
  const readOne = (node: t.Expression) => readReference(context, node);
  const isOpen = !read || read.some(({ each, target }) => each && extractIn(context, target));
  const named = isOpen && literal ? namedContexts(context, literal, call, { value, readOne }) : undefined;
  return named ? [named] : read;
}

/** The references of an array literal whose every element is made in place, or of a choice between that and none. */
export function readReferences(context: FileContext, node: t.Node): readonly Reference[] | undefined {
  const inner = unwrap(node);
  if (inner.type === 'ConditionalExpression' && isNone(inner.alternate))
    return tested(readReferences(context, inner.consequent), inner.test);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&')
    return tested(readReferences(context, inner.right), inner.left);
  if (inner.type === 'Identifier' && !isNothing(inner)) return readVariable(context, inner);
  const mapped = readMapped(inner, (made) => readReference(context, made));
  if (mapped) return [mapped];
  const sieved = sievedList(context, inner);
  if (sieved) return readEach(context, sieved, (element) => readIfAny(context, element));
  if (inner.type !== 'ArrayExpression') return isNothing(inner) ? [] : readElement(context, inner);
  return readEach(context, inner, (element) => readElement(context, element));
}

function readVariable(context: FileContext, variable: t.Identifier): readonly Reference[] | undefined {
  const read = (value: t.Expression) => readReferences(context, value) ?? readElement(context, value);
  const madeHere = referencesOfVariable(context, variable, read);
  if (madeHere) return madeHere;
  const listed = listedContexts(context, variable, (value) => readReference(context, value));
  return listed && [listed];
}

function readEach(
  context: FileContext,
  { elements }: t.ArrayExpression,
  readOne: (element: t.Node) => readonly Reference[] | undefined,
): readonly Reference[] | undefined {
  const read: Reference[] = [];
  for (const element of elements) {
    const references = element?.type === 'SpreadElement' ? readSpread(context, element) : element && readOne(element);
    if (!references) return undefined;
    read.push(...references);
  }
  return read;
}

/** `...spans.map((span) => followsFrom(span))`, `...(parent ? [followsFrom(parent)] : [])` */
function readSpread(context: FileContext, { argument }: t.SpreadElement): readonly Reference[] | undefined {
  const inner = unwrap(argument);
  const isChoice = inner.type === 'ConditionalExpression' && unwrap(inner.consequent).type === 'ArrayExpression';
  if (isChoice) return readReferences(context, inner);
  const mapped = readMapped(inner, (made) => readReference(context, made));
  return mapped && [mapped];
}

/** The list in `[parent ? followsFrom(parent) : null].filter(Boolean)` and in lodash's `compact([...])`: what is nothing falls through. */
function sievedList(context: FileContext, node: t.Node): t.ArrayExpression | undefined {
  if (!isCall(node)) return undefined;
  if (isOfLodash(context, node.callee, 'compact')) {
    const [given] = plainArguments(node) ?? [];
    const all = given && unwrap(given);
    return all?.type === 'ArrayExpression' ? all : undefined;
  }
  const list = sievedOf(context, node);
  return list?.type === 'ArrayExpression' ? list : undefined;
}

/** One reference, or one by a test that is nothing otherwise. */
function readIfAny(context: FileContext, node: t.Node): readonly Reference[] | undefined {
  const inner = unwrap(node);
  if (inner.type === 'ConditionalExpression' && isNothing(inner.alternate))
    return tested(readElement(context, inner.consequent), inner.test);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&')
    return tested(readElement(context, inner.right), inner.left);
  return readElement(context, inner);
}

/** One reference: made in place, or in a constant of its own. */
function readElement(context: FileContext, node: t.Node): readonly Reference[] | undefined {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return referencesOfVariable(context, inner, (value) => readElement(context, value));
  const reference = readReference(context, inner);
  return reference && [reference];
}

function isNone(node: t.Node): boolean {
  const inner = unwrap(node);
  return isNothing(inner) || (inner.type === 'ArrayExpression' && inner.elements.length === 0);
}

/** One reference by a test; more than one, or a test in a test, nobody has written yet. */
function tested(references: readonly Reference[] | undefined, test: t.Expression): readonly Reference[] | undefined {
  const [only] = references ?? [];
  if (!only || references?.length !== 1 || only.test || isOfList(only) || !isPure(test)) return undefined;
  return [{ ...only, test }];
}

function readReference(context: FileContext, node: t.Node): Reference | undefined {
  const call = unwrap(node);
  if (!isCall(call) && call.type !== 'NewExpression') return undefined;
  const site = siteOf(context, call);
  const given = plainArguments(call);
  const [first, second] = given ?? [];
  if (!site) return isCall(call) ? referenceOfHelper(context, call) : undefined;
  if (!first) return undefined;
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
  const list = references.find(isOfList);
  if (list && !isBesideParent(context, references, present)) {
    const lineage = references.length === 1 ? lineageOfList(context, list, present) : undefined;
    return lineage ?? { left: unknownReference(context, list.each?.call ?? list.target) };
  }
  const candidates = parentsOf(context, references, present);
  const [first] = candidates;
  const mayNotBe = first?.test !== undefined || (first !== undefined && isOpen(context, first, present));
  const links: Link[] = [];
  for (const reference of references) {
    if (reference.type === 'child_of' && reference === first) continue;
    // A second child_of is a link, unless the first is not there: then it is the parent.
    if (reference.type === 'child_of' && mayNotBe) return { left: unknownReference(context, reference.target) };
    const link = isOfList(reference)
      ? linkToEach(context, reference, present)
      : linkTo(context, reference.type, reference.target, withOwnTest(context, reference, present));
    if (!link) return { left: unknownReference(context, reference.target) };
    links.push(underTest(context, reference, link));
  }
  const parent = candidates.reduceRight<ParentContext>(
    (otherwise, reference) => parentOf(context, reference, otherwise, present),
    { kind: 'root' },
  );
  const isChosen = first?.test !== undefined || candidates.length > 1;
  return { parent, parentNode: isChosen ? undefined : first?.target, links };
}

/** A link that is there by a test. What `extract` gave is asked for its span: that it is there itself says nothing any more. */
function underTest(context: FileContext, { test, target }: Reference, link: Link): Link {
  if (!test) return link;
  const { when } = link;
  const isAsked = textOf(context.source, test) === textOf(context.source, target) && isExtracted(context, target);
  if (isAsked && when) return link;
  return { ...link, when: [keep(test), ...(when ? [' && ', ...when] : [])] };
}

/** Whether all that comes from lists is only followed, beside a parent that is surely there. */
function isBesideParent(context: FileContext, references: readonly Reference[], present: Present): boolean {
  const parent = references.find(({ type }) => type === 'child_of');
  if (!parent || parent.test || parent.each) return false;
  const link = linkTo(context, parent.type, parent.target, present);
  return link !== undefined && !link.when && references.every((one) => !isOfList(one) || one.type === 'follows_from');
}

function isOfList({ each, listed }: Reference): boolean {
  return each !== undefined || listed !== undefined;
}

/** What may become the parent, in the order of preference, up to the first that is surely there. */
function parentsOf(context: FileContext, references: readonly Reference[], present: Present): readonly Reference[] {
  const children = references.filter(({ type }) => type === 'child_of');
  const others = context.options.followsFrom === 'link' ? [] : references.filter(({ type }) => type !== 'child_of');
  const all = [...children.slice(0, 1), ...others];
  const sure = all.findIndex((one) => one.test === undefined && !isOpen(context, one, present));
  return sure < 0 ? all : all.slice(0, sure + 1);
}

/** The option `childOf`, where it may hold nothing: `childOf(undefined)` among the references has no such meaning. */
function isOpen(context: FileContext, { call, target }: Reference, present: Present): boolean {
  return call === null && mayHoldNothing(context, target, present);
}

function parentOf(
  context: FileContext,
  reference: Reference,
  otherwise: ParentContext,
  present: Present,
): ParentContext {
  if (otherwise.kind !== 'root' && isOpen(context, reference, present))
    return optionOrReference(context, reference.target, otherwise, present);
  const parent = parentContext(context, reference.target, withOwnTest(context, reference, present));
  return reference.test ? choose(context, reference.test, parent, otherwise) : parent;
}

function withOwnTest(context: FileContext, { test }: Reference, present: Present): Present {
  return test ? withTest(context, test, present) : present;
}

/** The finding for a reference of which neither ids nor context can be had in one expression. */
export function unknownReference(context: FileContext, node: t.Node): Finding {
  return finding('OT105', context.source.path, node, { reference: excerpt(textOf(context.source, node)) });
}
