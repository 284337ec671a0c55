import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import type { Edit } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { isTagFree } from '../data/tag-objects';
import { valuesNearby } from '../data/values-nearby';
import type { FileContext } from '../types';

/** Start tags that are built elsewhere become the attributes as they are: the edits that this takes there, and what is told. `span` is its name. */
export function tagsElsewhere(
  context: FileContext,
  value: t.Expression,
  span: string,
): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const converted = valuesNearby(context, value);
  const tags = textOf(context.source, value);
  const { path } = context.source;
  const findings = [
    ...(isTagFree(context, value) ? [] : [finding('OT106', path, value, { tags })]),
    ...(converted ? [] : [finding('OT201', path, value, { name: span, value: tags })]),
  ];
  return { edits: converted ?? [], findings };
}
