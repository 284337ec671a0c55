import type * as t from '@babel/types';
import type { Edit } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { callInstead } from './call-instead';
import { isErrorOrNothing } from './thrown';

/**
 * `if (!error) span.addEvent('exception'); else` before a statement that records nothing but an error of which TypeScript says that it may be
 * nothing: of that `recordException` would record nothing, where a log is an event without fields. Undefined where there is no place for a choice.
 */
export function unlessNothing(context: FileContext, site: CallSite, thrown: t.Expression): Edit | undefined {
  if (site.node.arguments.length !== 1 || !isErrorOrNothing(context, thrown)) return undefined;
  return callInstead(context, site, {
    test: `!${textOf(context.source, unwrap(thrown))}`,
    method: 'addEvent',
    given: [quoted(context, 'exception')],
    repeated: [thrown],
  });
}
