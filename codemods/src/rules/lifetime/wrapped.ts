import type * as t from '@babel/types';
import type { FunctionSource } from '../../facts/types';
import { isFunction, parametersOf } from '../../parse/functions';
import { isWithin, rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import type { AnyCall } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Whether a call does nothing with an argument but to give something that keeps it: `(span) => ({ done: () => span.finish() })`. */
export function isWrappedBy(context: Pick<FileContext, 'facts' | 'project'>, call: AnyCall, argument: t.Node): boolean {
  const given: readonly t.Node[] = call.arguments;
  const place = given.indexOf(argument);
  const functions = context.facts.functionsOf(call.callee) ?? [];
  return functions.length > 0 && functions.every((one) => wraps(context, one, place));
}

function wraps(
  { project }: Pick<FileContext, 'project'>,
  { file, node, returns }: FunctionSource,
  place: number,
): boolean {
  const parameter = parametersOf(node.params)[place];
  const [given] = returns;
  if (parameter?.type !== 'Identifier' || given === undefined || !doesNothingElse(node)) return false;
  const made = unwrap(given);
  if (node.async || node.generator || !(made.type === 'ObjectExpression' || isFunction(made))) return false;
  const uses = project.files.get(file)?.scopes.bindingOf(parameter)?.references ?? [];
  const inside = uses.filter((use) => use.node !== parameter);
  return inside.length > 0 && inside.every((use) => isWithin(rangeOf(use.node), rangeOf(made)));
}

function doesNothingElse({ body }: t.Function): boolean {
  return body.type !== 'BlockStatement' || (body.body.length === 1 && body.body[0]?.type === 'ReturnStatement');
}
