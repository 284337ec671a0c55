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
import { isErrorOrNothing } from './thrown';

/**
 * `if (!error) span.addEvent('exception'); else` before a statement that records nothing but an error of which TypeScript says that it may be
 * nothing: of that `recordException` would record nothing, where a log is an event without fields. Undefined where there is no place for a choice.
 */
export function unlessNothing(context: FileContext, site: CallSite, thrown: t.Expression): Edit | undefined {
  const { source } = context;
  const statement = source.parents.get(site.node);
  const callee = calleeOf(site.node);
  if (!callee || site.node.arguments.length !== 1 || !isErrorOrNothing(context, thrown)) return undefined;
  if (statement?.type !== 'ExpressionStatement' || !listOf(source, statement)) return undefined;
  if (![callee.object, thrown].every(isRepeatable)) return undefined;
  const { start } = rangeOf(statement);
  const name = `${textOf(source, callee.object)}${callee.optional ? '?.' : '.'}addEvent`;
  return insert(
    start,
    `if (!${textOf(source, unwrap(thrown))}) ${name}(${quoted(context, 'exception')})${statementBreak(source, statement)}else `,
  );
}
