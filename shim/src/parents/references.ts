import type { Link } from '@opentelemetry/api';
import { uniteBaggage } from '../contexts/baggage';
import { attempt } from '../guard';
import { CHILD_OF, FOLLOWS_FROM, referenceLink } from '../spans/links';
import { findParent, type Parent } from './find-parent';

interface Referenced {
  readonly type: string;
  readonly target: Parent;
}

/**
 * Finds the parent: `childOf`, else the first ChildOf in the list, else the first reference. Adds the other references to the links,
 * and the parent too where nothing but a link tells what it was (section "Start a new Span" of the specification).
 */
export function readLineage(
  childOf: unknown,
  references: unknown,
  parentLink: boolean,
  links: Link[],
): Parent | undefined {
  if (!references) return readChildOf(childOf, parentLink, links);
  const all = [...readReference(CHILD_OF, childOf), ...readReferences(references)];
  const chosen = all.find(({ type }) => type === CHILD_OF) ?? all[0];
  if (chosen === undefined) return undefined;
  const linked = all.filter((one) => parentLink || one !== chosen || one.type !== CHILD_OF);
  links.push(...linked.flatMap(toLink));
  return withBaggageOf(chosen.target, all);
}

/** A parent given by `childOf` alone: no list of references. */
function readChildOf(childOf: unknown, parentLink: boolean, links: Link[]): Parent | undefined {
  const parent = findParent(childOf);
  const link = parentLink ? referenceLink(parent?.span, CHILD_OF) : undefined;
  if (link) links.push(link);
  return parent;
}

function readReferences(references: unknown): Referenced[] {
  // A list that cannot be read is no list; an entry that cannot be read is none.
  const entries: unknown[] = attempt('the references', () => (Array.isArray(references) ? [...references] : []), []);
  return entries.flatMap((one) => attempt('a reference', () => readOne(one), []));
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

function toLink({ type, target }: Referenced): Link | Link[] {
  return referenceLink(target.span, type) ?? [];
}
