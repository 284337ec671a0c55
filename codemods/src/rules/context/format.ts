import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { textOf } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import type { FileContext, Proposal } from '../types';
import { baggageInText } from './text-map-baggage';

/** The formats whose carriers hold texts by their names. */
export const TEXT_FORMATS: ReadonlySet<string> = new Set(['text_map', 'http_headers']);

/** What the format of a carrier means for a rewrite: nothing for text, a remark if it is not known, an end if it is binary. */
export function formatFindings(
  context: FileContext,
  format: t.Expression,
  method: 'inject' | 'extract',
): readonly Finding[] | 'binary' {
  if (mayBeBinary(context, format)) return 'binary';
  const known = context.facts.stringOf(unwrap(format));
  if (known === 'text_map') return baggageInText(context, format, method);
  if (known !== undefined && TEXT_FORMATS.has(known)) return [];
  const code = known === undefined ? 'OT304' : 'OT307';
  return [finding(code, context.source.path, format, { format: textOf(context.source, format) })];
}

/** Whether one of the formats that a variable is given is the binary one. */
function mayBeBinary(context: FileContext, format: t.Expression): boolean {
  const inner = unwrap(format);
  if (inner.type === 'ConditionalExpression')
    return mayBeBinary(context, inner.consequent) || mayBeBinary(context, inner.alternate);
  if (context.facts.stringOf(inner) === 'binary' || context.facts.stringsOf(inner).has('binary')) return true;
  if (inner.type !== 'Identifier') return false;
  const references = context.facts.scopes.bindingOf(inner)?.references ?? [];
  return references.some(({ node, kind }) => {
    const write = kind === 'read' ? undefined : assignmentTo(context.source, node);
    return write !== undefined && context.facts.stringOf(unwrap(write.right)) === 'binary';
  });
}

/** A call that stays because of its format keeps the variable that holds it. */
export function withFormat(context: FileContext, proposal: Proposal, format: t.Expression): Proposal {
  const inner = unwrap(format);
  return inner.type === 'Identifier'
    ? { ...proposal, units: [...proposal.units, context.facts.unitOf(inner)] }
    : proposal;
}
