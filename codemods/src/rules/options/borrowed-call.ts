import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isOldOption } from '../../catalog/opentracing-api';
import type { BorrowedCall } from '../../facts/types';
import { propertyName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import type { FileContext, Proposal } from '../types';
import { flowDeclaredBy } from './option-flow';

/** Calls of the project's own methods that are given what a tracer of OpenTracing is given: they are as good as the method is. */
export function* proposeBorrowed(context: FileContext): Iterable<Proposal> {
  const { facts, source } = context;
  for (const borrowed of facts.borrowed) {
    if (!speaksOpenTracing(borrowed)) continue;
    const { node, declared } = borrowed;
    const call = textOf(source, node.callee).replace(/\s+/g, ' ');
    const where = declared.path === source.path ? `line ${declared.line}` : `${declared.path}:${declared.line}`;
    const told = finding('OT109', source.path, node, { call, where });
    const shared = { rule: 'start-span', site: node } as const;
    const flow = borrowed.method === 'startSpan' ? flowDeclaredBy(context, declared.node) : undefined;
    // What it is given moves with the methods that it runs.
    if (flow && flow.open === undefined)
      yield { ...shared, units: [flow.unit], kept: told, outcome: { kind: 'rewrite', edits: [] } };
    else yield { ...shared, units: [], outcome: { kind: 'leave', finding: told } };
  }
}

/** A startSpan without options is the same in both. */
function speaksOpenTracing({ node: { arguments: given }, method }: BorrowedCall): boolean {
  if (method !== 'startSpan') return true;
  const [, options, context] = given;
  return options !== undefined && context === undefined && !isOpenTelemetrys(unwrap(options));
}

function isOpenTelemetrys(options: t.Node): boolean {
  if (options.type !== 'ObjectExpression') return false;
  const keys = options.properties.map(propertyName);
  return !keys.some((key) => key === undefined || isOldOption(key));
}
