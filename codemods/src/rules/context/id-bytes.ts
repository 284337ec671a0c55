import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { callOn, memberOn } from '../../parse/uses';
import { type AnyCall, type AnyMember, isCall, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * What is asked of an id of jaeger-client's, which is a Buffer where OpenTelemetry has text: something of all its bytes; something of bytes at
 * a place, and a trace id has 16 where jaeger-client's often had 8; its hexadecimal digits; or what a text may answer as well.
 */
export type IdUse = 'bytes' | 'bytes at a place' | 'digits' | 'text';

/** Methods and properties of a Buffer that a string has not. */
const OF_ALL = /^(?:equals|compare|toJSON|forEach|map|reduce|join)$/;
const AT_A_PLACE = /^(?:read[A-Z]\w*|copy|byteLength|byteOffset|buffer|subarray)$/;

/** How `span.context().traceId` is used where it stands, or by the constant that it is given to. */
export function idUse(context: FileContext, read: t.Node): IdUse {
  const { node, parent } = outermost(context.source, read);
  const member = memberOn(context.source, node);
  if (member) return useOfMember(context, member);
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return useOfNamed(context, parent.id);
  return parent && isTakenAsBuffer(context, parent, node) ? 'bytes' : 'text';
}

/** How a name that holds an id is used: where its uses want different things, as bytes at places. */
export function useOfNamed(context: FileContext, name: t.Node): IdUse {
  const binding = name.type === 'Identifier' ? context.facts.scopes.bindingOf(name) : undefined;
  const read = binding?.references.filter(({ kind }) => kind === 'read') ?? [];
  const uses = read.map(({ node }) => useInPlace(context, node));
  if (!uses.some((use) => use.startsWith('bytes'))) return 'text';
  return !binding?.reassigned && uses.every((use) => use === 'bytes' || use === 'digits')
    ? 'bytes'
    : 'bytes at a place';
}

/** Of a name: what it is given to in turn is not followed. */
function useInPlace(context: FileContext, read: t.Node): IdUse {
  const { parent } = outermost(context.source, read);
  return parent?.type === 'VariableDeclarator' ? 'text' : idUse(context, read);
}

function useOfMember(context: FileContext, member: AnyMember): IdUse {
  const name = memberName(member) ?? '';
  const call = callOn(context.source, outermost(context.source, member).node);
  if (name === 'toString' && call) return useOfText(call);
  if (name === 'slice') return isSliceOfBytes(context, call) ? 'bytes at a place' : 'text';
  if (OF_ALL.test(name)) return 'bytes';
  return AT_A_PLACE.test(name) ? 'bytes at a place' : 'text';
}

/** `toString('hex')`, and `toString('base64')`, which no text gives of itself. A number is the base of another tracer's ids. */
function useOfText({ arguments: [encoding, ...others] }: AnyCall): IdUse {
  if (encoding === undefined || encoding.type === 'NumericLiteral') return 'text';
  if (others.length > 0 || encoding.type === 'SpreadElement') return 'bytes at a place';
  return encoding.type === 'StringLiteral' && encoding.value === 'hex' ? 'digits' : 'bytes';
}

/** `slice(0, 4).toString('hex')`: four bytes, and not four characters. */
function isSliceOfBytes(context: FileContext, call: AnyCall | undefined): boolean {
  const { node, parent } = call ? outermost(context.source, call) : {};
  return isMember(parent) && parent.object === node && useOfMember(context, parent) !== 'text';
}

/** `Buffer.concat([a.traceId, a.spanId])`, `Buffer.compare(one.spanId, other.spanId)`, `one.spanId.equals(other.spanId)`. */
function isTakenAsBuffer({ source }: FileContext, parent: t.Node, node: t.Node): boolean {
  const list = parent.type === 'ArrayExpression' ? outermost(source, parent) : { node, parent };
  const call = list.parent;
  if (!isCall(call) || !isMember(call.callee) || !call.arguments.includes(list.node as t.Expression)) return false;
  const method = memberName(call.callee) ?? '';
  if (isOfBuffer(call.callee))
    return parent.type === 'ArrayExpression' ? method === 'concat' : /^(?:from|compare|isBuffer)$/.test(method);
  return parent.type !== 'ArrayExpression' && /^(?:equals|compare)$/.test(method);
}

function isOfBuffer({ object }: AnyMember): boolean {
  return object.type === 'Identifier' && object.name === 'Buffer';
}

/** `Buffer.from(id)`, which only has to be told how to read the text. */
export function isBufferFrom({ source }: FileContext, read: t.Node): boolean {
  const { node, parent } = outermost(source, read);
  if (!isCall(parent) || parent.arguments.length !== 1 || parent.arguments[0] !== node) return false;
  return isMember(parent.callee) && isOfBuffer(parent.callee) && memberName(parent.callee) === 'from';
}

/**
 * Whether what is asked of an id cannot be asked of OpenTelemetry's: bytes at places, of a trace id that had fewer of them; or bytes of an id
 * that may be missing.
 */
export function hasNoSuccessor(context: FileContext, read: AnyMember): boolean {
  const use = idUse(context, read);
  if (use === 'bytes at a place' && memberName(read) !== 'spanId') return true;
  return use.startsWith('bytes') && (read.type === 'OptionalMemberExpression' || isAskedWhetherThere(context, read));
}

/** `context.spanId?.equals(other)`. */
function isAskedWhetherThere({ source }: FileContext, read: AnyMember): boolean {
  const { node, parent } = outermost(source, read);
  return parent?.type === 'OptionalMemberExpression' && parent.object === node && parent.optional;
}
