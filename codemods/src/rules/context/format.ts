import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../data/syntax';
import type { FileContext } from '../types';

const TEXT_FORMATS = new Set(['text_map', 'http_headers']);

/** What the format of a carrier means for a rewrite: nothing for text, a remark if it is not known, an end if it is binary. */
export function formatFindings(
  context: FileContext,
  format: t.Expression,
  method: string,
): readonly Finding[] | 'binary' {
  const known = context.facts.stringOf(unwrap(format));
  if (known === 'binary') return 'binary';
  if (known !== undefined && TEXT_FORMATS.has(known)) return [];
  void method;
  return [finding('OT304', context.source.path, format, { format: textOf(context.source, format) })];
}
