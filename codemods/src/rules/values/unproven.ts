import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { textOf } from '../../parse/source-file';
import type { OncePerUnit } from '../calls/proposals';
import type { FileContext } from '../types';
import { type AttributeValue, attributeValue, type Doubt } from './attribute-value';

/** A value that becomes an attribute, of which something is not proven, with the place to tell of it. */
export interface Unproven {
  readonly at: t.Node;
  readonly text: string;
  readonly doubt: Doubt;
}

/** What is not proven of a value; the last argument is how it becomes an attribute, where that is known already. */
export function unprovenOf(
  context: FileContext,
  value: t.Node,
  { doubt }: AttributeValue = attributeValue(context, value),
): Unproven | undefined {
  if (doubt === undefined) return undefined;
  const at = doubt.kind === 'json' ? doubt.member : value;
  return { at, text: textOf(context.source, at), doubt };
}

/** Of an object of attributes that is built where nothing of its values is seen. */
export function unprovenWhole({ source }: FileContext, object: t.Node): readonly Unproven[] {
  return [{ at: object, text: textOf(source, object), doubt: { kind: 'value' } }];
}

/** Of several values, the first of which nothing proves that the API takes it, and all that JSON may not be able to write: those may throw. */
export function unprovenAmong(found: readonly (Unproven | undefined)[]): Unproven[] {
  const all = found.filter((one) => one !== undefined);
  const first = all.find(({ doubt }) => doubt.kind === 'value');
  return all.filter((one) => one === first || one.doubt.kind === 'json');
}

/** What is told of them; `name`: the span's. */
export function unprovenFindings(context: FileContext, name: string, found: readonly Unproven[]): Finding[] {
  return found.map(({ at, text, doubt }) =>
    finding(doubt.kind === 'json' ? 'OT218' : 'OT201', context.source.path, at, { name, value: text }),
  );
}

/** The same, where a span's values are told once for all of its calls. */
export function newlyUnproven(
  context: FileContext,
  site: Parameters<OncePerUnit['first']>[0],
  once: OncePerUnit,
  found: readonly (Unproven | undefined)[],
): Finding[] {
  const told = unprovenAmong(found).filter(({ doubt }) => doubt.kind === 'json' || once.first(site));
  return unprovenFindings(context, site.unit.name, told);
}
