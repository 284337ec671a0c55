import type * as t from '@babel/types';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isCall } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * The method that gives the text of a date. `toISOString` throws where the date is invalid, as `new Date(req.query.since)` may be; `toJSON`
 * gives the same text, and null there, which is no attribute.
 */
export function dateMethod(context: FileContext, node: t.Node): 'toISOString' | 'toJSON' {
  return isValid(context, node) ? 'toISOString' : 'toJSON';
}

/** Made of nothing, of a number that is written there, or of the clock; or a constant that is. */
function isValid(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') {
    const binding = context.facts.scopes.bindingOf(inner);
    const declaration = binding?.reassigned ? undefined : binding?.declaration;
    const given =
      declaration?.type === 'VariableDeclarator' && declaration.id === binding?.identifier && declaration.init;
    return given ? isMadeValid(context, unwrap(given)) : false;
  }
  return isMadeValid(context, inner);
}

function isMadeValid({ source }: FileContext, node: t.Node): boolean {
  if (node.type !== 'NewExpression') return false;
  const [moment, ...others] = node.arguments;
  if (moment === undefined) return true;
  return (
    others.length === 0 &&
    (moment.type === 'NumericLiteral' || (isCall(moment) && textOf(source, moment) === 'Date.now()'))
  );
}
