import type * as t from '@babel/types';
import { replace } from '../../edit/edit';
import { nodesOf } from '../data/nodes';
import { isMember, outermost, unwrap } from '../data/syntax';
import { quoted } from '../data/text';
import { successorMembers } from '../mock/successors';
import type { FileContext, Proposal } from '../types';

/**
 * `value && value.setTag`, `typeof value.finish === 'function'`, `'log' in value`: what tells a span from other things by its methods
 * asks for those of OpenTelemetry, or it would find no span any more.
 */
export function* duckTests(context: FileContext): Iterable<Proposal> {
  for (const { node, member, receiver } of context.facts.reads) {
    const successor = successorOf(member.replace(/^(?:span|mockSpan)\./, ''));
    if (!successor || node.computed || !isTested(context, node) || !isSpan(context, receiver)) continue;
    yield renamed(context, node, receiver, node.property, successor);
  }
  for (const node of nodesOf(context.source, 'BinaryExpression')) {
    if (node.operator !== 'in' || node.left.type !== 'StringLiteral' || !isSpan(context, node.right)) continue;
    const successor = successorOf(node.left.value);
    if (successor) yield renamed(context, node, node.right, node.left, quoted(context, successor));
  }
}

/** A span of OpenTelemetry does not name its tracer; every one tells its context. */
function successorOf(method: string): string | undefined {
  return method === 'tracer' ? 'spanContext' : successorMembers('span').get(method);
}

function isSpan({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node) ?? facts.factOf(unwrap(node));
  return fact?.roles.size === 1 && fact.roles.has('span') && !fact.mixed && fact.container === 'none';
}

/** Whether nothing is asked of a member but whether it is there, or what it is. */
function isTested(context: FileContext, member: t.Node): boolean {
  const { parent, node } = outermost(context.source, member);
  switch (parent?.type) {
    case 'UnaryExpression':
      return parent.operator === '!' || parent.operator === 'typeof';
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'LogicalExpression':
      return parent.operator !== '??' && (parent.left === node || isTested(context, parent));
    case 'BinaryExpression':
      return /^[!=]==?$/.test(parent.operator) && !isMember(unwrap(parent.left === node ? parent.right : parent.left));
    default:
      return false;
  }
}

function renamed(context: FileContext, site: t.Node, receiver: t.Node, name: t.Node, text: string): Proposal {
  const units = [context.facts.unitOf(receiver)];
  return { rule: 'types', site, units, outcome: { kind: 'rewrite', edits: [replace(name, text)] } };
}
