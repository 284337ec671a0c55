import type * as t from '@babel/types';
import { type Edit, insert, type Part } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { rangeOf, textOf } from '../../parse/source-file';
import { statementBreak } from '../syntax/statement-break';
import { listOf } from '../syntax/statements';
import { calleeOf, isRepeatable } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Another call on the same object, and when it is made. */
interface Instead {
  readonly test: string;
  readonly method: string;
  readonly given: readonly Part[];
  /** What of the statement is said twice then. */
  readonly repeated: readonly t.Node[];
}

/** `if (test) span.method(...); else` before a statement that is one call on a span. Undefined where there is no place for a choice. */
export function callInstead({ source }: FileContext, site: CallSite, instead: Instead): Edit | undefined {
  const statement = source.parents.get(site.node);
  const callee = calleeOf(site.node);
  if (!callee || statement?.type !== 'ExpressionStatement' || !listOf(source, statement)) return undefined;
  if (![callee.object, ...instead.repeated].every(isRepeatable)) return undefined;
  const call = `${textOf(source, callee.object)}${callee.optional ? '?.' : '.'}${instead.method}(`;
  return {
    ...insert(rangeOf(statement).start, ''),
    parts: [`if (${instead.test}) ${call}`, ...instead.given, `)${statementBreak(source, statement)}else `],
  };
}
