import type * as t from '@babel/types';
import { type Edit, insert } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { statementBreak } from '../syntax/statement-break';
import { listOf } from '../syntax/statements';
import { calleeOf, isRepeatable } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { statusArgument } from './status';
import { ERROR, tagKey } from './tag-key';
import { hasOtherErrorTag } from './taken-back';

/**
 * `span.setTag(key, value);` in a wrapper, where callers are seen to pass `error` among other keys: the status has to be set for
 * that one. Undefined where no such caller is seen, or where there is no place for a choice.
 */
export function statusIfError(
  context: FileContext,
  site: CallSite,
  key: t.Expression,
  value: t.Expression,
): Edit | undefined {
  const statement = context.source.parents.get(site.node);
  const callee = calleeOf(site.node);
  if (!callee || tagKey(context, key) !== undefined) return undefined;
  if (!context.facts.stringsOf(unwrap(key)).has(ERROR)) return undefined;
  if (statement?.type !== 'ExpressionStatement' || !listOf(context.source, statement)) return undefined;
  if (![callee.object, key, value].every(isRepeatable)) return undefined;
  const { start } = rangeOf(statement);
  const setting = { name: site.unit.name, undecided: hasOtherErrorTag(context, site) };
  return {
    ...insert(start, ''),
    parts: [
      `if (${textOf(context.source, key)} === ${quoted(context, ERROR)}) `,
      `${textOf(context.source, callee.object)}${callee.optional ? '?.' : '.'}setStatus(`,
      ...statusArgument(context, value, setting).parts,
      `)${statementBreak(context.source, statement)}else `,
    ],
  };
}
