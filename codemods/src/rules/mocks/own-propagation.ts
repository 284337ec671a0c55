import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import type { CallSite, StandIn, Unit } from '../../facts/types';
import { isNothing } from '../syntax/expressions';
import { nodesOf } from '../syntax/nodes';
import { isMember, memberName } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { type DoubleMember, functionOf, keyNameOf, membersOf } from './members';

type Method = 'inject' | 'extract';

/** `inject` and `extract` that a test gives its tracer: code that has moved asks `propagation` for them, and calls these no more. */
export function* ownPropagation(context: FileContext): Iterable<Proposal> {
  if (!isTestFile(context.source.path)) return;
  for (const standIn of context.facts.standIns) yield* ofDouble(context, standIn);
  for (const node of nodesOf(context.source, 'AssignmentExpression')) {
    const tracer = tracerWrittenTo(context, node);
    const method = methodOf(node);
    if (tracer && method && isCalled(context, method))
      yield* told(context, node, method, [context.facts.unitOf(tracer)]);
  }
}

function* ofDouble(context: FileContext, { node, role, uses }: StandIn): Iterable<Proposal> {
  if (role !== 'tracer') return;
  const callsOf = (method: Method) =>
    callsIn(context, method).filter((call) => uses.some((use) => use.node === call.node && !use.stays));
  for (const member of membersOf(node)) {
    const method = methodOf(member);
    const [call] = method ? callsOf(method) : [];
    if (method && call) yield* told(context, member, method, [call.unit]);
  }
}

function* told(context: FileContext, member: DoubleMember, method: Method, needs: readonly Unit[]): Iterable<Proposal> {
  if (givesNothing(member)) return;
  const findings = [finding('OT610', context.source.path, member, { method })];
  yield {
    rule: 'mocks',
    site: member,
    units: [],
    needs,
    isQuiet: true,
    outcome: { kind: 'rewrite', edits: [], findings },
  };
}

function methodOf(member: DoubleMember): Method | undefined {
  const name = keyNameOf(member);
  return name === 'inject' || name === 'extract' ? name : undefined;
}

/** `tracer.extract = …`, `tracer.__proto__.extract = …`. */
function tracerWrittenTo({ facts }: FileContext, { left }: t.AssignmentExpression): t.Node | undefined {
  if (!isMember(left)) return undefined;
  const { object } = left;
  const tracer = isMember(object) && memberName(object) === '__proto__' ? object.object : object;
  const fact = facts.factOf(tracer);
  return fact && !fact.mixed && fact.roles.has('tracer') ? tracer : undefined;
}

function isCalled(context: FileContext, method: Method): boolean {
  return callsIn(context, method).length > 0;
}

function callsIn({ project }: FileContext, method: Method): CallSite[] {
  return [...project.files.values()].flatMap(({ calls }) =>
    calls.filter(({ member }) => member === `tracer.${method}`),
  );
}

/** What writes nothing and gives nothing is missed by nobody: without a propagator, those of OpenTelemetry do the same. */
function givesNothing(member: DoubleMember): boolean {
  const written = functionOf(member);
  if (written === undefined) return false;
  const { body } = written;
  if (body.type !== 'BlockStatement') return isNothing(body);
  return body.body.every((one) => one.type === 'ReturnStatement' && (!one.argument || isNothing(one.argument)));
}
