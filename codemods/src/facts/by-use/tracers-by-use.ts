import type * as t from '@babel/types';
import type { PlainCall } from '../../parse/calls';
import type { Context } from '../constraints/context';
import { roleToken } from '../flow/tokens';
import { handsOverFormat } from '../lookups/handed-format';
import { believe, isOpen } from '../lookups/open-values';

const TRACER_BY_FORMAT = roleToken('tracer', 'format');

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
