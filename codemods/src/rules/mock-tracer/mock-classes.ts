import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { isMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';

/** Classes of a test that extend MockTracer: what they make and report stays with OpenTracing. */
export function* mockClasses(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'ClassDeclaration', 'ClassExpression')) {
    if (!node.superClass || !isMockTracer(context, node.superClass)) continue;
    const member = `${node.id ? textOf(context.source, node.id) : 'a class'}, which extends MockTracer,`;
    const outcome = { kind: 'leave', finding: finding('OT601', context.source.path, node, { member }) } as const;
    yield { rule: 'mock-tracer', site: node, units: [], outcome };
  }
}

function isMockTracer({ facts }: FileContext, node: t.Node): boolean {
  if (isMember(node))
    return memberName(node) === 'MockTracer' && facts.factOf(node.object)?.roles.has('namespace') === true;
  return facts.values.some((value) => value.node === node && value.name === 'MockTracer');
}
