import type * as t from '@babel/types';
import type { Edit } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { callInstead } from './call-instead';
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
  if (tagKey(context, key) !== undefined) return undefined;
  if (!context.facts.stringsOf(unwrap(key)).has(ERROR)) return undefined;
  const setting = { name: site.unit.name, undecided: hasOtherErrorTag(context, site) };
  return callInstead(context, site, {
    test: `${textOf(context.source, key)} === ${quoted(context, ERROR)}`,
    method: 'setStatus',
    given: statusArgument(context, value, setting).parts,
    repeated: [key, value],
  });
}
