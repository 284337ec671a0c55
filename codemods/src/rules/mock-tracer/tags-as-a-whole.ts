import { finding } from '../../catalog/findings';
import type { CallSite } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { ERROR, SPAN_KIND } from '../data/tag-key';
import { isMember, outermost } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { spanReads } from './span-reads';

/** `span.tags()` compared as a whole, or asked for `error` or `span.kind`: neither is an attribute any more. Told once a file. */
export function* tagsAsAWhole(context: FileContext): Iterable<Proposal> {
  const site = spanReads(context, 'mockSpan.tags').find((call) => mayHoldStatus(context, call));
  if (!site) return;
  const findings = [finding('OT604', context.source.path, site.node, { of: 'tags' })];
  const outcome = { kind: 'rewrite', edits: [], findings } as const;
  yield { rule: 'mock-tracer', site: site.node, units: [site.unit], outcome };
}

function mayHoldStatus(context: FileContext, { node }: CallSite): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  if (!isMember(parent) || parent.object !== outer) return true;
  const key = parent.computed ? context.facts.stringOf(parent.property) : memberName(parent);
  return key === undefined || key === ERROR || key === SPAN_KIND;
}
