import type * as t from '@babel/types';
import { lineOf, rangeOf } from '../../parse/source-file';
import { methodOf } from '../constraints/calls';
import { byPlace, type Context } from '../constraints/context';
import type { Slot } from '../flow/slot';
import { Shape } from '../flow/tokens';
import { declaredMember } from '../lookups/declared-member';
import type { BorrowedCall } from '../types';

/** Methods of a tracer that are called with other arguments in OpenTelemetry. */
const METHODS: ReadonlySet<string> = new Set(['startSpan', 'inject', 'extract']);

/** Calls of wrappers that say by their types that they are called as a tracer is. */
export function borrowedCalls(at: Context): BorrowedCall[] {
  const found: BorrowedCall[] = [];
  for (const node of at.nodes('CallExpression', 'OptionalCallExpression')) {
    const method = methodOf(node);
    const { callee } = node;
    if (method === undefined || !METHODS.has(method) || !('object' in callee)) continue;
    const declared = declarationOf(at, callee.object, method);
    if (declared !== undefined) found.push({ node, method, declared });
  }
  return found.sort(byPlace);
}

function declarationOf(at: Context, receiver: t.Node, method: string): BorrowedCall['declared'] | undefined {
  for (const token of at.findSlot(receiver)?.tokens ?? []) {
    const member = token instanceof Shape && token.kind === 'type' ? token.fields.get(method) : undefined;
    if (!(token instanceof Shape) || token.node === null || !isTracers(member)) continue;
    const source = at.modules.fileAt(token.file)?.source;
    const declared = declaredMember(token.node, method) ?? token.node;
    if (source) return { path: token.file, node: declared, line: lineOf(source, rangeOf(declared).start) };
  }
  return undefined;
}

/** Whether a member is declared to be a method of a tracer. */
export function isTracers(member: Slot | undefined): boolean {
  for (const token of member?.tokens ?? []) if (token.kind === 'method' && token.role === 'tracer') return true;
  return false;
}
