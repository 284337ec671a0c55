import { replace } from '../../edit/edit';
import { quoted } from '../data/text';
import type { FileContext, Proposal } from '../types';
import { successorTypes } from './re-exports';

/** Types in JSDoc comments: written as `import('@opentelemetry/api').Span`, which needs no import of the file. */
export function* documentedTypes(context: FileContext): Iterable<Proposal> {
  for (const { node, name, start, end } of context.facts.types) {
    const successor = node === null ? successorTypes.get(name) : undefined;
    if (!successor) continue;
    const edits = [replace({ start, end }, `import(${quoted(context, '@opentelemetry/api')}).${successor}`)];
    yield { rule: 'types', site: context.source.ast.program, units: [], outcome: { kind: 'rewrite', edits } };
  }
}
