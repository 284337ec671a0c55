import type * as t from '@babel/types';
import { memberName, propertyName } from '../../parse/key-name';
import { nodesOf } from '../syntax/nodes';
import type { FileContext } from '../types';

/** Something that is read from the report of a mock tracer. */
export interface ReportRead {
  readonly node: t.MemberExpression | t.OptionalMemberExpression | t.ObjectProperty;
  readonly name: string;
  /** The report. */
  readonly report: t.Node;
}

/** `report.spans`, and `const { spans } = report`. */
export function reportReads(context: FileContext): readonly ReportRead[] {
  return [...memberReads(context), ...destructured(context)];
}

/** Spans that have not ended: MockTracer told them apart. */
export function asksForUnfinished(context: FileContext): boolean {
  return reportReads(context).some(({ name }) => name === 'unfinishedSpans');
}

function memberReads(context: FileContext): ReportRead[] {
  const members = nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression');
  return members.flatMap((node) => {
    const name = isReport(context, node.object) ? memberName(node) : undefined;
    return name === undefined ? [] : [{ node, name, report: node.object }];
  });
}

function destructured(context: FileContext): ReportRead[] {
  return nodesOf(context.source, 'VariableDeclarator').flatMap(({ id, init }) => {
    if (id.type !== 'ObjectPattern' || !init || !isReport(context, init)) return [];
    return id.properties.flatMap((node) => {
      const name = propertyName(node);
      return node.type === 'RestElement' || name === undefined ? [] : [{ node, name, report: init }];
    });
  });
}

function isReport({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node);
  return fact?.roles.has('mockReport') === true && !fact.mixed;
}
