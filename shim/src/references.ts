import type { Link } from '@opentelemetry/api';
import { uniteBaggage } from './baggage';
import { attempt } from './guard';
import { findParent, type Parent } from './parents';

/** The attribute of a link that says which OpenTracing reference it was. */
export const REF_TYPE = 'opentracing.ref_type';
const CHILD_OF = 'child_of';
const FOLLOWS_FROM = 'follows_from';

interface Referenced {
  readonly type: string;
  readonly target: Parent;
}

/** What `childOf` and `references` of the options come to. */
export interface Lineage {
  readonly parent: Parent | undefined;
  readonly links: Link[];
}

/**
 * Finds the parent: `childOf`, else the first ChildOf in the list, else the first reference; and the links: the other references,
 * and the parent's too where nothing but the link tells what it was (section "Start a new Span" of the specification).
 */
export function readLineage(childOf: unknown, references: unknown, parentLink: boolean): Lineage {
  const all = [...readReference(CHILD_OF, childOf), ...readReferences(references)];
  const chosen = all.find(({ type }) => type === CHILD_OF) ?? all[0];
  if (chosen === undefined) return { parent: undefined, links: [] };
  const linked = all.filter((one) => parentLink || one !== chosen || one.type !== CHILD_OF);
  return { parent: withBaggageOf(chosen.target, all), links: linked.flatMap(toLink) };
}

function readReferences(references: unknown): Referenced[] {
  return Array.isArray(references) ? references.flatMap((one) => attempt('a reference', () => readOne(one), [])) : [];
}

interface ReferenceLike {
  type?: () => unknown;
  referencedContext?: () => unknown;
}

function readOne(reference: unknown): Referenced[] {
  // Read by shape: the reference may come from another copy of opentracing.
  const { type, referencedContext } = (reference ?? {}) as ReferenceLike;
  if (typeof type !== 'function' || typeof referencedContext !== 'function') return [];
  return readReference(type.call(reference), referencedContext.call(reference));
}

function readReference(type: unknown, referenced: unknown): Referenced[] {
  const target = findParent(referenced);
  return target ? [{ type: type === FOLLOWS_FROM ? FOLLOWS_FROM : CHILD_OF, target }] : [];
}

function withBaggageOf(parent: Parent, all: readonly Referenced[]): Parent {
  const baggage = all.reduce((union, { target }) => uniteBaggage(union, target.baggage), parent.baggage);
  return { ...parent, baggage };
}

function toLink({ type, target }: Referenced): Link[] {
  const context = target.span?.spanContext();
  return context ? [{ context, attributes: { [REF_TYPE]: type } }] : [];
}
