import type * as t from '@babel/types';
import { ownerText } from '../syntax/expressions';
import { memberRead } from '../syntax/member-read';
import { type Entry, entriesOf, spreadsOf } from '../syntax/object-entries';
import { isRepeatable } from '../syntax/syntax';
import { isSimpleKey, objectKey, quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { valueKind } from './known-kind';
import type { Around } from './type-cast';
import { isAttributeKind } from './value-kinds';
import { contextOf } from './values-nearby';

/** An object of which all is known: the entries of its literal, and the file that this stands in. */
export interface KnownObject {
  readonly there: FileContext;
  /** Nothing else stands there, and not nothing either: the expression names a constant, which is declared with the literal. */
  readonly isSure: boolean;
  readonly entries: readonly (Entry & { readonly key: string })[];
}

/** The one literal that an expression is, which nobody changes. */
export function knownObject(context: FileContext, object: t.Expression): KnownObject | undefined {
  const { literals, writes, complete, isConstant } = context.facts.objectsOf(object);
  const [only, more] = literals;
  const there = only && contextOf(context, only.file);
  if (!complete || !there || more || writes.length > 0 || spreadsOf(only.node).length > 0) return undefined;
  const entries = entriesOf(there, only.node).flatMap((entry) =>
    entry.key === undefined ? [] : [{ ...entry, key: entry.key }],
  );
  return entries.length === only.node.properties.length ? { there, isSure: isConstant, entries } : undefined;
}

/**
 * `headers: JSON.stringify(base.headers)`: the members of an object that are objects themselves, as attributes take them, to stand behind
 * `...base`; `overwritten`: what stands there already. Undefined where nothing proves of another what it is.
 */
export function objectMembers(
  context: FileContext,
  object: t.Expression,
  { there, entries }: KnownObject,
  overwritten: ReadonlySet<string | undefined> = new Set(),
): readonly string[] | undefined {
  const kept = entries.filter(({ key }) => !overwritten.has(key));
  const kinds = kept.map(({ key, value }) => ({ key, kind: valueKind(there, value) }));
  const others = kinds.filter(({ kind }) => !isAttributeKind(kind));
  if (others.some(({ kind }) => kind !== 'object') || (others.length > 0 && !isRepeatable(object))) return undefined;
  const text = ownerText(context.source, object);
  return others.map(({ key }) => {
    const member = isSimpleKey(key) ? memberRead(context, key) : `[${quoted(context, key)}]`;
    return `${objectKey(context, key)}: JSON.stringify(${text}${member})`;
  });
}

/** An object as it is, with what has to be written anew behind what it brings in. */
export function aroundMembers(members: readonly string[]): Around {
  return members.length === 0 ? { before: '', after: '' } : { before: '{ ...', after: `, ${members.join(', ')} }` };
}

/** The keys of what stands behind a spread in a literal, and of what known objects bring in there. */
export function keysBehind(
  context: FileContext,
  literal: t.ObjectExpression,
  spread: t.SpreadElement,
): ReadonlySet<string | undefined> {
  const from = literal.properties.indexOf(spread);
  const later = new Set<unknown>(literal.properties.slice(from + 1));
  const said = entriesOf(context, literal).flatMap(({ property, key }) => (later.has(property) ? [key] : []));
  const spreads = spreadsOf(literal).filter((other) => later.has(other));
  const broughtIn = spreads.flatMap(({ argument }) => knownObject(context, argument)?.entries ?? []);
  return new Set([...said, ...broughtIn.map(({ key }) => key)]);
}
