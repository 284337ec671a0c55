import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { assignmentTo, callOn } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import { factOf, isOnly } from '../calls/fact-of';
import { type AnyMember, isRepeatable } from '../syntax/syntax';
import type { FileContext } from '../types';
import { withoutFinalizing } from './finalize-sampling';
import { hasNoSuccessor, idUse } from './id-bytes';

/** The ids of jaeger-client's span contexts, as text and as bytes, and what they are called in OpenTelemetry. */
export const ids: ReadonlyMap<string, string> = new Map([
  ['traceIdStr', 'traceId'],
  ['spanIdStr', 'spanId'],
  ['traceId', 'traceId'],
  ['spanId', 'spanId'],
]);

/** Where tracers keep them: a Buffer, an object of the tracer's own, or a text. All give the same for `toString('hex')`. */
const KEPT: ReadonlyMap<string, string> = new Map([
  ['_traceId', 'traceId'],
  ['_spanId', 'spanId'],
]);

/** Those that are a Buffer. */
export const BYTES: ReadonlySet<string> = new Set(['traceId', 'spanId', ...KEPT.keys()]);

/** What OpenTelemetry calls an id that a node reads as text or as bytes. */
export function idRead(context: FileContext, node: AnyMember): string | undefined {
  const name = memberName(node) ?? '';
  return ids.get(name) ?? (KEPT.has(name) && idUse(context, node) === 'digits' ? KEPT.get(name) : undefined);
}

/** Whether a node reads, of a span context, one of the members that have a counterpart. */
export function isJaegerMember(context: FileContext, node: AnyMember): boolean {
  const name = memberName(node);
  if (
    name === undefined ||
    node.computed ||
    !(idRead(context, node) !== undefined || ['isValid', 'isSampled', 'finalizeSampling'].includes(name))
  )
    return false;
  if (isSpanOrContext(context, node.object)) return isIdOfEither(context, node);
  if (!isSpanContext(context, node.object)) return false;
  if (name === 'finalizeSampling') return withoutFinalizing(context, node) !== undefined;
  if (isOfBytes(context, node)) return false;
  const isCalled = callOn(context.source, node) !== undefined;
  return isCalled === (name === 'isSampled') && !assignmentTo(context.source, node);
}

/** `parent.spanId` of what may be a span, which had no such member: so its context alone is asked, where it is one. */
function isIdOfEither(context: FileContext, node: AnyMember): boolean {
  const isAsked =
    ids.has(memberName(node) ?? '') && node.type === 'MemberExpression' && isRepeatable(unwrap(node.object));
  return (
    isAsked && idUse(context, node) === 'text' && !callOn(context.source, node) && !assignmentTo(context.source, node)
  );
}

/** Whether a node reads, of a span context, an id whose bytes are asked for what those of OpenTelemetry's would not say. */
export function isOfBytes(context: FileContext, node: AnyMember): boolean {
  return BYTES.has(memberName(node) ?? '') && isSpanContext(context, node.object) && hasNoSuccessor(context, node);
}

/** Whether an expression is a span context and nothing else. */
export function isSpanContext(context: FileContext, node: t.Node): boolean {
  return isOnly(context, node, 'spanContext');
}

/** Whether an expression is a span or the context of one, and nothing else. */
export function isSpanOrContext(context: FileContext, node: t.Node): boolean {
  const fact = factOf(context, node);
  if (!fact || fact.mixed || fact.container !== 'none' || fact.roles.size !== 2) return false;
  return fact.roles.has('span') && fact.roles.has('spanContext');
}
