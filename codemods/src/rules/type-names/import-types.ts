import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import { type Range, rangeOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal } from '../types';
import { typeOfMethod, typeOfOption } from './method-type';
import { successorTypes } from './re-exports';
import { isInDeclarationOf, isInImplementation } from './type-names';
import { unitsOfType } from './type-unit';

/** `import('opentracing').Span`, written where the type is needed. */
export function* importTypes(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'TSImportType')) {
    const name = node.qualifier?.type === 'Identifier' ? node.qualifier : undefined;
    const successor = name && successorTypes.get(name.name);
    if (!successor || specifierOf(node) !== 'opentracing') continue;
    if (isInImplementation(context, node) || isInDeclarationOf(context, node)) continue;
    const range = { start: rangeOf(node).start, end: rangeOf(name).end };
    const edits = typeOfMember(context, name, range) ?? [
      replace(range, `import(${quoted(context, '@opentelemetry/api')}).${successor}`),
    ];
    yield { rule: 'types', site: node, units: unitsOfType(context, node), outcome: { kind: 'rewrite', edits } };
  }
}

/** `import('opentracing').SpanOptions['childOf']`: of what OpenTelemetry has under another name, or not at all. */
function typeOfMember(context: FileContext, name: t.Identifier, whole: Range): readonly Edit[] | undefined {
  if (name.name === 'SpanOptions') return typeOfOption(context, name, whole);
  const method = name.name === 'Tracer' ? typeOfMethod(context, name) : undefined;
  return method && [method];
}

function specifierOf({ argument }: t.TSImportType): string | undefined {
  return argument.type === 'StringLiteral' ? argument.value : undefined;
}
