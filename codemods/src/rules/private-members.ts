import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { methods, type Role } from '../catalog/opentracing-api';
import { textOf } from '../parse/source-file';
import { jaegerMember } from './context/jaeger-members';
import { nodesOf } from './data/nodes';
import { type AnyMember, isMember, memberName, unwrap } from './data/syntax';
import type { FileContext, Proposal, Rule } from './types';

/** Members that one tracer had and OpenTracing never defined: what OpenTelemetry can say too is said, the rest is told. */
export const privateMembers: Rule = {
  name: 'span-context',
  *propose(context) {
    for (const node of nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression'))
      if (isPrivate(context, node)) yield settle(context, node);
  },
};

function settle(context: FileContext, node: AnyMember): Proposal {
  const fact = context.facts.factOf(node.object) ?? context.facts.factOf(unwrap(node.object));
  const edits = fact?.roles.has('spanContext') && fact.roles.size === 1 ? jaegerMember(context, node) : undefined;
  if (!edits) return report(context, node);
  return {
    rule: 'span-context',
    site: node,
    units: [],
    needs: [context.facts.unitOf(node.object)],
    outcome: { kind: 'rewrite', edits },
  };
}

function report(context: FileContext, node: t.Node): Proposal {
  const name = textOf(context.source, node);
  const outcome = { kind: 'leave', finding: finding('OT322', context.source.path, node, { name }) } as const;
  return { rule: 'span-context', site: node, units: [], outcome };
}

/** What implementations of span contexts, spans and tracers are known to have been asked for. */
const KNOWN =
  /^(?:_\w+|isSampled|isDebug|isValid|isDebugIDContainerOnly|finalizeSampling|samplingFinalized|traceIdStr|spanIdStr|parentIdStr|baggage|flags|debugId)$/;

function isPrivate(context: FileContext, node: t.Node): boolean {
  if (!isMember(node)) return false;
  const name = memberName(node);
  const fact = context.facts.factOf(node.object) ?? context.facts.factOf(unwrap(node.object));
  if (name === undefined || !KNOWN.test(name) || !fact || fact.mixed || fact.container !== 'none') return false;
  if (isWritten(context, node)) return false;
  return [...fact.roles].every((role) => isAsked(role) && !(name in methods[role]));
}

const ASKED = ['spanContext', 'span', 'tracer', 'mockSpan'] as const;

function isAsked(role: Role): role is (typeof ASKED)[number] {
  return ASKED.some((asked) => asked === role);
}

/** A property that the program itself puts on the object. */
function isWritten(context: FileContext, node: t.Node): boolean {
  const parent = context.source.parents.get(node);
  return parent?.type === 'AssignmentExpression' && parent.left === node;
}
