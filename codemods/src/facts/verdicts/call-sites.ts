import type * as t from '@babel/types';
import { classes, functions, hasMethod, type Member, type Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import type { AnyCall } from '../../parse/calls';
import { isMember } from '../../parse/members';
import { lineOf, rangeOf } from '../../parse/source-file';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { packageFactory } from '../flow/externals';
import { standInRole } from '../flow/facts-of-slots';
import { type Rival, rivalOf } from '../flow/rivals';
import type { Slot } from '../flow/slot';
import { Shape, stronger, type Token } from '../flow/tokens';
import { keeperOf } from '../lookups/keeper';
import type { CallSite, Evidence, Suspect, Unit } from '../types';
import { isAsked, isEither } from './either-receivers';

/** What a call turned out to be. */
export type CallVerdict =
  | { readonly kind: 'site'; readonly site: CallSite }
  | { readonly kind: 'suspect'; readonly suspect: Suspect }
  | undefined;

/** For those who ask before everything is known: units are not. */
export const NO_UNIT: Unit = { id: '', kind: 'expression', name: '' };

/** Decides whether a call is OpenTracing's. */
export function judgeCall(at: Context, node: AnyCall, unitOf: (node: t.Node) => Unit): CallVerdict {
  const name = methodOf(node);
  const { callee } = node;
  if (name !== undefined && isMember(callee)) {
    const verdict = judgeMethod(at, node, callee.object, name, unitOf);
    if (verdict !== undefined) return verdict;
  }
  const member = functionMember(at, node);
  if (member === undefined || mayMakeOwn(at, node)) return undefined;
  return { kind: 'site', site: { node, member, receiver: null, unit: unitOf(node), evidence: 'import' } };
}

function judgeMethod(
  at: Context,
  node: AnyCall,
  receiver: t.Expression | t.Super,
  name: string,
  unitOf: (node: t.Node) => Unit,
): CallVerdict {
  if (receiver.type === 'Super') return undefined;
  const slot = at.slot(receiver);
  const found = memberOf(slot, name, at.file.source.path) ?? oldMember(at, node, name);
  if (found === undefined || isClosedAlready(slot, name)) return undefined;
  const rival = node.type === 'NewExpression' ? undefined : rivalOf(slot, name, at.file.source.path);
  if (node.type !== 'NewExpression' && rival !== undefined) {
    const kept = keeperOf(at.file.source.parents, node);
    const units = [unitOf(receiver), ...(kept ? [unitOf(kept)] : [])];
    if (isAsked(at, node, receiver)) return undefined;
    const isEitherOf = isEither(at, node, receiver, name);
    const suspect = {
      node,
      method: name,
      reason: rival === 'doubtful' ? 'derived' : 'union',
      rival: placeOf(at, rival),
      units,
      isEither: isEitherOf,
    } as const;
    return { kind: 'suspect', suspect };
  }
  return { kind: 'site', site: { node, ...found, receiver, unit: unitOf(receiver) } };
}

/** A tracer that has moved, and that can be closed all the same: what moved it gave it a `close`, which is called as before. */
function isClosedAlready({ tokens }: Slot, name: string): boolean {
  const all = name === 'close' ? [...tokens] : [];
  return (
    all.some(({ kind }) => kind === 'successor') &&
    all.some((token) => token instanceof Shape && token.fields.has(name))
  );
}

/** What OpenTracing's code asks of a tracer that has moved before it. */
function oldMember({ graph }: Context, node: t.Node, name: string): { member: Member; evidence: Evidence } | undefined {
  return graph.oldCalls.has(node) ? { member: `tracer.${name}` as Member, evidence: 'flow' } : undefined; // methods of tracers only
}

function placeOf({ modules }: Context, rival: Rival): Suspect['rival'] {
  if (typeof rival !== 'string' && (rival.kind === 'stranger' || rival.kind === 'unseen'))
    return { package: rival.package, isKnown: rival.kind === 'stranger' };
  if (!(rival instanceof Shape) || rival.node === null) return undefined;
  const source = modules.fileAt(rival.file)?.source;
  return source && { path: rival.file, line: lineOf(source, rangeOf(rival.node).start) };
}

/** The preference among roles that have a method of the same name. */
const PREFERENCE: readonly Role[] = [
  'span',
  'tracer',
  'mockSpan',
  'mockTracer',
  'spanContext',
  'reference',
  'mockReport',
];

function memberOf(slot: Slot, name: string, path: string): { member: Member; evidence: Evidence } | undefined {
  let best: Role | undefined;
  let evidence: Evidence = 'use';
  for (const token of slot.tokens) {
    const found = token instanceof Shape ? standInRole(token, path) : token.kind === 'role' ? token : undefined;
    if (found === undefined || !hasMethod(found.role, name)) continue;
    if (best === undefined || PREFERENCE.indexOf(found.role) < PREFERENCE.indexOf(best)) best = found.role;
    evidence = stronger(evidence, found.evidence);
  }
  return best === undefined ? undefined : { member: `${asPlainRole(best, name)}.${name}` as Member, evidence }; // hasMethod has looked it up
}

/** What a mock has from the class that it extends is that class's. */
function asPlainRole(role: Role, name: string): Role {
  if (role === 'mockTracer' && hasMethod('tracer', name)) return 'tracer';
  return role === 'mockSpan' && hasMethod('span', name) ? 'span' : role;
}

/** Undefined where it may be one or another: `(span, refer = childOf) => refer(span)` that is given `followsFrom` as well. */
function functionMember(at: Context, node: AnyCall): Member | undefined {
  const isNew = node.type === 'NewExpression';
  const members = new Set([...at.slot(node.callee).tokens].flatMap((token) => memberOfCallee(token, isNew) ?? []));
  const [member] = members;
  return members.size === 1 ? member : undefined;
}

/** Whether `new` may make an instance of a class of the project: what is called on that is told there. */
function mayMakeOwn(at: Context, { type, callee }: AnyCall): boolean {
  if (type !== 'NewExpression') return false;
  const inTest = isTestFile(at.file.source.path);
  return [...at.slot(callee).tokens].some(
    (token) => token instanceof Shape && token.kind === 'class' && (inTest || !isTestFile(token.file)),
  );
}

function memberOfCallee(token: Token, isNew: boolean): Member | undefined {
  if (token.kind === 'factory') return token.member;
  if (token.kind === 'package') {
    const [factory] = packageFactory(token.name);
    return factory?.kind === 'factory' ? factory.member : undefined;
  }
  if (token.kind !== 'api') return undefined;
  if (isNew) return Object.hasOwn(classes, token.name) ? (`new ${token.name}` as Member) : undefined; // looked up just now
  return Object.hasOwn(functions, token.name) ? (token.name as Member) : undefined; // looked up just now
}
