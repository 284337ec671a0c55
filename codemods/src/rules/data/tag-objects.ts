import type * as t from '@babel/types';
import { entriesOf, spreadsOf } from '../syntax/object-entries';
import type { FileContext } from '../types';
import { ERROR, SPAN_KIND } from './tag-key';

/** Whether an object that is built elsewhere surely holds only plain tags: neither `error` nor `span.kind`. */
export function isTagFree(context: FileContext, tags: t.Node): boolean {
  const { literals, writes, complete } = context.facts.objectsOf(tags);
  if (!complete || literals.length === 0) return false;
  return writes.every(({ key }) => !isSpecial(key)) && literals.every(({ file, node }) => isPlain(context, file, node));
}

function isSpecial(key: string | undefined): boolean {
  return key === undefined || key === ERROR || key === SPAN_KIND;
}

/** A literal of this file, all of whose keys are known and plain. */
function isPlain(context: FileContext, file: string, literal: t.ObjectExpression): boolean {
  const facts = context.project.files.get(file);
  if (!facts || spreadsOf(literal).length > 0) return false;
  const there = { ...context, source: facts.source, facts };
  return entriesOf(there, literal).every(({ key }) => !isSpecial(key));
}
