import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import { nodesOf } from '../syntax/nodes';
import type { FileContext, Proposal } from '../types';
import { replacesTracing } from './module-mocks';

/** Methods that OpenTracing's spans have and OpenTelemetry's have not, by names that are seldom another's. */
const OF_SPANS: ReadonlySet<string> = new Set(['setTag', 'addTags', 'logEvent', 'setOperationName', 'setBaggageItem']);

/** `createSpyObj('span', ['setTag', 'finish'])`, and a loop over such a list: what a test makes of the names is not followed. */
export function* listedMethods(context: FileContext): Iterable<Proposal> {
  const { project, source } = context;
  if (!isTestFile(source.path) || replacesTracing(context)) return;
  if ([...project.files.values()].every(({ calls }) => calls.length === 0)) return;
  for (const node of nodesOf(source, 'ArrayExpression')) {
    const [name] = node.elements.flatMap(methodNamed);
    if (name === undefined) continue;
    const told = finding('OT614', source.path, node, { name });
    yield { rule: 'mocks', site: node, units: [], outcome: { kind: 'rewrite', edits: [], findings: [told] } };
  }
}

function methodNamed(element: t.Node | null): string[] {
  return element?.type === 'StringLiteral' && OF_SPANS.has(element.value) ? [element.value] : [];
}
