import type * as t from '@babel/types';
import { type Edit, keep } from '../../edit/edit';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { constantFor } from '../syntax/constant-before';
import { nameFor } from '../syntax/name-for';
import { isCall } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Options that are put into a constant of their own before the call. */
interface NamedOptions {
  readonly name: string;
  readonly declaration: readonly Edit[];
}

/** Undefined where they are but a part of what the call is given, or the call is not the first thing that its statement does. */
export function nameOptions(context: FileContext, options: t.CallExpression, call: t.Node): NamedOptions | undefined {
  const [, argument] = isCall(call) ? call.arguments : [];
  if (!argument || unwrap(argument) !== options) return undefined;
  const name = nameFor(context, options, ['options', 'spanOptions', 'startOptions']);
  const made = rangeOf(options);
  // Without its end: the whole is replaced by the name.
  const constant = [`const ${name} = `, keep({ start: made.start, end: made.end - 1 }), ')'];
  const declaration = constantFor(context.source, call, ...constant);
  return declaration && { name, declaration };
}
