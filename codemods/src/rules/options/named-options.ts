import type * as t from '@babel/types';
import { type Edit, insert, keep, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { constantBefore } from '../syntax/constant-before';
import { indentationAt } from '../syntax/layout';
import { nameFor } from '../syntax/name-for';
import { outermostBegunBy, ownStatement } from '../syntax/own-statement';
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
  const statement = ownStatement(context.source, call);
  const declaration = statement
    ? [constantBefore(context.source, statement, ...constant)]
    : inBraces(context, call, constant);
  return declaration && { name, declaration };
}

/** `(request) => tracer.startSpan('query', optionsFor(request))`: the function gets a block. */
function inBraces({ source }: FileContext, call: t.Node, constant: readonly Part[]): readonly Edit[] | undefined {
  const result = outermostBegunBy(source, call);
  const fn = source.parents.get(result);
  if (fn?.type !== 'ArrowFunctionExpression' || fn.body !== result || result.extra?.parenthesized) return undefined;
  const { start, end } = rangeOf(result);
  const arrow = source.text.lastIndexOf('=>', start) + 2;
  // A comment would have to be put somewhere.
  if (source.text.slice(arrow, start).trim() !== '') return undefined;
  const { eol, indent, semicolons } = detectStyle(source);
  const base = indentationAt(source, rangeOf(fn).start);
  const [semicolon, line] = [semicolons ? ';' : '', `${eol}${base}${indent}`];
  return [
    replace({ start: arrow, end: start }, ` {${line}`, ...constant, `${semicolon}${line}return `),
    insert(end, `${semicolon}${eol}${base}}`),
  ];
}
