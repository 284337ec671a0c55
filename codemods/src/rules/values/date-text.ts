import type * as t from '@babel/types';
import { constantInit } from '../../facts/scopes/declared-with';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isCall } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isNothingPart, typedValue } from './typed-kind';

/**
 * The call that gives the text of a date. `toISOString` throws where the date is invalid, as `new Date(req.query.since)` may be; `toJSON`
 * gives the same text, and null there, which is no attribute. A date that is only said to be one may not be there: what reports must not fail.
 */
export function dateText(context: FileContext, node: t.Node): '.toISOString()' | '.toJSON()' | '?.toJSON()' {
  const made = madeAs(context, node);
  if (made) return isValid(context, made) ? '.toISOString()' : '.toJSON()';
  const type = typedValue(context, node);
  return type?.strict && ![...type.parts].some(isNothingPart) ? '.toJSON()' : '?.toJSON()';
}

/** The `new Date(...)` that it is, or that a constant is. */
function madeAs({ facts }: FileContext, node: t.Node): t.NewExpression | undefined {
  const inner = unwrap(node);
  if (inner.type !== 'Identifier') return inner.type === 'NewExpression' ? inner : undefined;
  const binding = facts.scopes.bindingOf(inner);
  const init = constantInit(binding);
  const given = init && unwrap(init);
  return given?.type === 'NewExpression' ? given : undefined;
}

/** Made of nothing, of a number that is written there, or of the clock. */
function isValid({ source }: FileContext, node: t.NewExpression): boolean {
  const [moment, ...others] = node.arguments;
  if (moment === undefined) return true;
  return (
    others.length === 0 &&
    (moment.type === 'NumericLiteral' || (isCall(moment) && textOf(source, moment) === 'Date.now()'))
  );
}
