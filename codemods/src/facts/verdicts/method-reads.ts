import type * as t from '@babel/types';
import type { Member } from '../../catalog/opentracing-api';
import { keyName, memberName } from '../../parse/key-name';
import { assignmentTo, callOn } from '../../parse/uses';
import { byPlace, type Context } from '../constraints/context';
import { rivalOf } from '../flow/rivals';
import type { MethodRead, Unit } from '../types';

/** Methods of OpenTracing objects that are read as values, not called: `span.finish.bind(span)`, `wrap(tracer.startSpan)`. */
export function methodReads(at: Context, unitOf: (node: t.Node) => Unit): MethodRead[] {
  const reads: MethodRead[] = [];
  for (const node of at.nodes('MemberExpression', 'OptionalMemberExpression')) {
    if (callOn(at.file.source, node) || assignmentTo(at.file.source, node)) continue;
    const member = memberIn(at, node);
    if (member === undefined) continue;
    const certain = rivalOf(at.slot(node.object), memberName(node) ?? '', at.file.source.path) === undefined;
    reads.push({ node, member, receiver: node.object, unit: unitOf(node.object), certain });
  }
  return [...reads, ...takenOff(at, unitOf)].sort(byPlace);
}

/** `const { startSpan } = tracer` */
function takenOff(at: Context, unitOf: (node: t.Node) => Unit): MethodRead[] {
  const properties = at
    .nodes('ObjectPattern')
    .flatMap((pattern) =>
      pattern.properties.flatMap((node) => (node.type === 'ObjectProperty' ? [{ pattern, node }] : [])),
    );
  return properties.flatMap(({ pattern, node }) => {
    const name = keyName(node.key, node.computed);
    const member = memberIn(at, node.value.type === 'AssignmentPattern' ? node.value.left : node.value);
    if (member === undefined || !member.endsWith(`.${name}`)) return [];
    const holder = at.parent(pattern);
    const receiver = holder?.type === 'VariableDeclarator' && holder.init ? holder.init : pattern;
    const certain = rivalOf(at.slot(receiver), name ?? '', at.file.source.path) === undefined;
    return [{ node, member, receiver, unit: unitOf(receiver), certain }];
  });
}

function memberIn(at: Context, node: t.Node): Member | undefined {
  for (const token of at.findSlot(node)?.tokens ?? []) {
    if (token.kind === 'method') return `${token.role}.${token.name}` as Member; // methods are made from the catalogue
  }
  return undefined;
}
