import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { isTestFile } from '../../catalog/test-files';
import type { CallSite, StandIn, Unit } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { isNothing } from '../syntax/expressions';
import { nodesOf } from '../syntax/nodes';
import { isMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
import { type DoubleMember, functionOf, keyNameOf, membersOf } from './members';

type Method = 'inject' | 'extract';

/** `inject` and `extract` that a test gives its tracer: code that has moved asks `propagation` for them, and calls these no more. */
export function* ownPropagation(context: FileContext): Iterable<Proposal> {
  if (!isTestFile(context.source.path)) return;
  for (const standIn of context.facts.standIns) yield* ofDouble(context, standIn);
  for (const member of writtenToTracers(context)) {
    const method = methodOf(member);
    const call = method && firstCall(context, method);
    if (method && call) yield* told(context, member, method, [call.unit]);
  }
}

function* ofDouble(context: FileContext, { node, role, uses }: StandIn): Iterable<Proposal> {
  if (role !== 'tracer') return;
  const callsOf = (method: Method) =>
    callsIn(context, method).filter(({ call }) => uses.some((use) => use.node === call.node && !use.stays));
  for (const member of membersOf(node)) {
    const method = methodOf(member);
    const [asked] = method ? callsOf(method) : [];
    if (method && asked) yield* told(context, member, method, [asked.call.unit]);
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

/** OpenTracing's own classes call the one with an underscore. */
function methodOf(member: DoubleMember): Method | undefined {
  const name = keyNameOf(member)?.replace(/^_/, '');
  return name === 'inject' || name === 'extract' ? name : undefined;
}

/** `tracer.extract = …`, `tracer.__proto__.extract = …`, `Object.assign(tracer, { extract() {} })`. */
function* writtenToTracers(context: FileContext): Iterable<DoubleMember> {
  for (const node of nodesOf(context.source, 'AssignmentExpression'))
    if (isMember(node.left) && isTracer(context, withoutProto(node.left.object))) yield node;
  for (const node of nodesOf(context.source, 'CallExpression')) {
    const [target, ...given] = isObjectAssign(context, node) ? node.arguments : [];
    if (!target || !isTracer(context, target)) continue;
    for (const one of given) if (one.type === 'ObjectExpression') yield* membersOf(one);
  }
}

function withoutProto(object: t.Node): t.Node {
  return isMember(object) && memberName(object) === '__proto__' ? object.object : object;
}

function isTracer({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node);
  return fact !== undefined && !fact.mixed && (fact.roles.has('tracer') || fact.roles.has('mockTracer'));
}

function isObjectAssign({ source }: FileContext, { callee }: t.CallExpression): boolean {
  return textOf(source, callee) === 'Object.assign';
}

/** A call that the program makes, if it makes any; else one that a test does. */
function firstCall(context: FileContext, method: Method): CallSite | undefined {
  const calls = callsIn(context, method);
  return (calls.find(({ path }) => !isTestFile(path)) ?? calls[0])?.call;
}

function callsIn({ project }: FileContext, method: Method): { readonly path: string; readonly call: CallSite }[] {
  return [...project.files].flatMap(([path, { calls }]) =>
    calls.flatMap((call) => (call.member === `tracer.${method}` ? [{ path, call }] : [])),
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
