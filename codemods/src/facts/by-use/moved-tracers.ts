import type * as t from '@babel/types';
import type { PlainCall } from '../../parse/calls';
import { keyName } from '../../parse/key-name';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { successorToken } from '../flow/tokens';
import { believe, isOpen } from '../lookups/open-values';

const MOVED = successorToken('other');

/**
 * `tracer.startSpan(name, {}, ROOT_CONTEXT)` in a function that only others call: nothing is known of `tracer`, but it is asked for a span as
 * OpenTelemetry's are, in code that has moved. What it starts may still be spoken to in OpenTracing's words elsewhere.
 */
export function proveMovedTracers(contexts: readonly Context[]): void {
  believe(
    contexts.flatMap((at) =>
      at.nodes('CallExpression', 'OptionalCallExpression').flatMap((call) => {
        const node = startsNewWay(at, call) && 'object' in call.callee ? (call.callee.object as t.Node) : undefined;
        return node !== undefined && isOpen(at, node) ? [{ at, node, token: MOVED }] : [];
      }),
    ),
  );
}

/** Wrappers have a startSpan as well, with arguments of their own: a Context of OpenTelemetry's, or `root: true`, tells. */
function startsNewWay(at: Context, call: PlainCall): boolean {
  const [, options, context] = call.arguments;
  const method = methodOf(call);
  if (method === 'startActiveSpan') return options !== undefined;
  return method === 'startSpan' && (saysRoot(options) || isOfOpenTelemetry(at, context));
}

function isOfOpenTelemetry(at: Context, node: t.Node | undefined): boolean {
  if (node === undefined) return false;
  return [...(at.findSlot(node)?.tokens ?? [])].some(({ kind }) => kind === 'successor');
}

function saysRoot(options: t.Node | undefined): boolean {
  if (options?.type !== 'ObjectExpression') return false;
  return options.properties.some(
    (property) =>
      property.type === 'ObjectProperty' &&
      keyName(property.key, property.computed) === 'root' &&
      property.value.type === 'BooleanLiteral',
  );
}
