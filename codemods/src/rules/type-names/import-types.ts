import type * as t from '@babel/types';
import { replace } from '../../edit/edit';
import { rangeOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { successorTypes } from './re-exports';
import { isInDeclarationOf, isInImplementation } from './type-names';
import { unitsOfType } from './type-unit';

/** `import('opentracing').Span`, written where the type is needed. */
export function* importTypes(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'TSImportType')) {
    const successor = node.qualifier?.type === 'Identifier' ? successorTypes.get(node.qualifier.name) : undefined;
    if (!successor || !node.qualifier || specifierOf(node) !== 'opentracing') continue;
    if (isInImplementation(context, node) || isInDeclarationOf(context, node)) continue;
    const range = { start: rangeOf(node).start, end: rangeOf(node.qualifier).end };
    const edits = [replace(range, `import(${quoted(context, '@opentelemetry/api')}).${successor}`)];
    yield { rule: 'types', site: node, units: unitsOfType(context, node), outcome: { kind: 'rewrite', edits } };
  }
}

function specifierOf({ argument }: t.TSImportType): string | undefined {
  return argument.type === 'StringLiteral' ? argument.value : undefined;
}
