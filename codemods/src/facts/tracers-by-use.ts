import type * as t from '@babel/types';
import { methodOf, type PlainCall } from './constraints/calls';
import type { Context } from './constraints/context';
import { believe, isOpen } from './open-values';
import { roleToken } from './tokens';

const TRACER_BY_FORMAT = roleToken('tracer', 'format');

/** Where a tracer takes the format of a carrier. */
const PLACE_OF_FORMAT: Readonly<Record<string, number>> = { extract: 0, inject: 1 };

/**
 * `tracer.extract(FORMAT_HTTP_HEADERS, headers)` in a function that only others call: nothing is known of `tracer`, but it is given a
 * constant of OpenTracing's that means something to a tracer alone.
 */
export function proveTracersByUse(contexts: readonly Context[]): void {
  believe(
    contexts.flatMap((at) =>
      at.nodes('CallExpression', 'OptionalCallExpression').flatMap((call) => {
        const node = givenFormat(at, call);
        return node === undefined ? [] : [{ at, node, token: TRACER_BY_FORMAT }];
      }),
    ),
  );
}

/** The receiver of a call that hands over a format, if nothing but this says what it is. */
function givenFormat(at: Context, call: PlainCall): t.Node | undefined {
  if (!('object' in call.callee) || !handsOverFormat(at, call)) return undefined;
  const receiver = call.callee.object as t.Node;
  return isOpen(at, receiver) ? receiver : undefined;
}

/** Whether a call is `inject` or `extract`, and its format is one of OpenTracing's. */
export function handsOverFormat(at: Context, call: PlainCall): boolean {
  const place = PLACE_OF_FORMAT[methodOf(call) ?? ''];
  const format = place === undefined ? undefined : call.arguments[place];
  return format !== undefined && isFormat(at, format);
}

/** A format by OpenTracing's own name for it, and nothing else. */
function isFormat(at: Context, node: t.Node): boolean {
  const tokens = [...(at.findSlot(node)?.tokens ?? [])].filter(({ kind }) => kind !== 'null' && kind !== 'varying');
  return tokens.length > 0 && tokens.every((token) => token.kind === 'api' && token.name.startsWith('FORMAT_'));
}
