import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { methods, type Role } from '../catalog/opentracing-api';
import { textOf } from '../parse/source-file';
import { isJaegerMember } from './context/jaeger-member';
import { nodesOf } from './data/nodes';
import { isMember, memberName, unwrap } from './data/syntax';
import type { FileContext, Proposal, Rule } from './types';

/** Members that one tracer had and OpenTracing never defined: no other tracer has them, so they can only be told. */
export const privateMembers: Rule = {
  name: 'span-context',
  *propose(context) {
    for (const node of nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression'))
      if (isPrivate(context, node)) yield report(context, node);
  },
};

function report(context: FileContext, node: t.Node): Proposal {
  const name = textOf(context.source, node);
  const outcome = { kind: 'leave', finding: finding('OT322', context.source.path, node, { name }) } as const;
  return { rule: 'span-context', site: node, units: [], outcome };
}

/** What implementations of span contexts, spans and tracers are known to have been asked for; ids of a span are the program's as often. */
const KNOWN =
  /^(?:_\w+|isSampled|isDebug|isValid|isDebugIDContainerOnly|finalizeSampling|samplingFinalized|\w+IdStr|baggage|flags|debugId|toString)$/;

const IDS = /^(?:trace|span|parent)Id$/;

function isPrivate(context: FileContext, node: t.Node): boolean {
  if (!isMember(node) || isJaegerMember(context, node)) return false;
  const name = memberName(node);
  const fact = context.facts.factOf(node.object) ?? context.facts.factOf(unwrap(node.object));
  if (name === undefined || !fact || fact.mixed || fact.container !== 'none') return false;
  if (!KNOWN.test(name) && !(IDS.test(name) && fact.roles.has('spanContext'))) return false;
  if (isWritten(context, node)) return false;
  return [...fact.roles].every((role) => isAsked(role) && !Object.hasOwn(methods[role], name));
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
