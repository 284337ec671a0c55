import type * as t from '@babel/types';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import { unwrap } from '../../parse/wrappers';
import { isOnly } from '../calls/fact-of';
import type { FileContext } from '../types';
import { presentAt } from '../values/present';
import { isActiveWithSpan } from './context-parts';
import { extractIn } from './extracted';
import { type ContextList, linkTo } from './links';
import { eachOf, resultOf } from './mapped-references';
import { parentContext } from './parents';
import type { Reference } from './references';
import { sievedOf } from './sieve';

/** A list that holds Contexts in the place of references. */
export interface ListOfContexts extends ContextList {
  /** What is written where it is made, and the expressions and types that are taken apart there. */
  readonly edits: readonly Edit[];
  readonly taken: readonly t.Node[];
}

export type ReadOne = (node: t.Expression) => Reference | undefined;

/** A reference, and what is written in its place if not the Context that it refers to: a list of those, for `contexts.map(followsFrom)`. */
export interface Held extends Reference {
  readonly whole?: Whole;
}

interface Whole {
  readonly node: t.Node;
  readonly list: t.Expression;
  readonly one: t.Identifier;
}

/** `[]`, `[followsFrom(a)]`, `contexts.map((one) => followsFrom(one))` */
export function initial(init: t.Expression, readOne: ReadOne): readonly Held[] | undefined {
  const inner = unwrap(init);
  if (inner.type === 'ArrayExpression') {
    const read = inner.elements.map((element) => (element ? held(element, readOne) : undefined));
    return read.every((one) => one !== undefined) ? read.flat() : undefined;
  }
  const each = eachOf(inner, 'map');
  const made = each && resultOf(each.make);
  const [one] = (made && held(made, readOne)) ?? [];
  if (!each || !one) return undefined;
  const target = unwrap(one.target);
  const isOne = target.type === 'Identifier' && target.name === each.one.name;
  return [isOne ? { ...one, whole: { node: inner, list: each.list, one: each.one } } : one];
}

export function held(node: t.Node, readOne: ReadOne): readonly Held[] | undefined {
  const read = node.type === 'SpreadElement' ? undefined : readOne(node as t.Expression);
  return read?.type === 'follows_from' && read.call ? [read] : undefined;
}

/** A reference that has become what it refers to. */
export interface Placed {
  readonly edit: Edit;
  readonly target: t.Expression;
  /** It surely holds a span. */
  readonly isSure: boolean;
}

/** What is written in the place of a reference; undefined where that may be nothing, or one of several things. */
export function contextOf(context: FileContext, reference: Held): Placed | undefined {
  const { call, target, whole } = reference;
  if (whole) return contextsOf(context, target, whole);
  const present = presentAt(context, target);
  const parent = parentContext(context, target, present);
  const link = linkTo(context, 'follows_from', target, present);
  if (!call || parent.kind !== 'context' || parent.findings.length > 0) return undefined;
  if (!link && !extractIn(context, target)) return undefined;
  if (!isPlain(parent.parts) && !isActiveWithSpan(context, parent.parts)) return undefined;
  return { edit: replace(call, ...parent.parts), target, isSure: link !== undefined && link.when === undefined };
}

/** The list itself, if all in it are contexts that are there. */
function contextsOf(context: FileContext, target: t.Expression, { node, list, one }: Whole): Placed | undefined {
  if (!isOnly(context, one, 'spanContext') || !sievedOf(context, unwrap(list))) return undefined;
  return { edit: replace(node, keep(list)), target, isSure: true };
}

function isPlain([part, more]: readonly Part[]): boolean {
  return typeof part === 'object' && more === undefined;
}

/** What is known of a list of such Contexts. */
export function listOf(name: string, contexts: readonly Placed[]): ContextList {
  const known = contexts.every(({ isSure }) => isSure) ? 'span' : 'there';
  return { name, one: name === 'one' ? 'each' : 'one', known };
}
