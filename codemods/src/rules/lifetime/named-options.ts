import type * as t from '@babel/types';
import { type Edit, keep, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { rangeOf } from '../../parse/source-file';
import { nameFor } from '../data/name-for';
import { isCall, unwrap } from '../data/syntax';
import type { FileContext } from '../types';
import { indentationAt } from './layout';
import { ownStatement } from './own-statement';

/** Options that are put into a constant of their own before the call. */
interface NamedOptions {
  readonly name: string;
  readonly declaration: Edit;
}

/** Undefined where they are but a part of what the call is given, or the call is not the first thing that its statement does. */
export function nameOptions(context: FileContext, options: t.CallExpression, call: t.Node): NamedOptions | undefined {
  const [, argument] = isCall(call) ? call.arguments : [];
  const statement = argument && unwrap(argument) === options ? ownStatement(context.source, call) : undefined;
  if (!statement) return undefined;
  const name = nameFor(context, options, ['options', 'spanOptions', 'startOptions']);
  const { eol, semicolons } = detectStyle(context.source);
  const { start } = rangeOf(statement);
  const made = rangeOf(options);
  const line = `${semicolons ? ';' : ''}${eol}${indentationAt(context.source, start)}`;
  // Without its end: the whole is replaced by the name.
  const parts = [`const ${name} = `, keep({ start: made.start, end: made.end - 1 }), ')', line];
  return { name, declaration: replace({ start, end: start }, ...parts) };
}
