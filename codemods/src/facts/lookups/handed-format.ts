import type * as t from '@babel/types';
import type { PlainCall } from '../../parse/calls';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';

/** Where a tracer takes the format of a carrier. */
const PLACE_OF_FORMAT: Readonly<Record<string, number>> = { extract: 0, inject: 1 };

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
