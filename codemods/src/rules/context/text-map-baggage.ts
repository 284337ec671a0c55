import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import type { CallSite, FileFacts } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { usesJaeger } from '../calls/uses-jaeger';
import { oncePerProject } from '../syntax/once-per-project';
import { plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';

/** What is said of a text map that jaeger-client writes in another way than HTTP headers, where there is baggage of which that can be seen. */
export function baggageInText(
  context: FileContext,
  format: t.Expression,
  method: 'inject' | 'extract',
): readonly Finding[] {
  if (!usesJaeger(context) || !hasBaggageToEncode(context.project)) return [];
  const args = { format: textOf(context.source, format), method: `propagation.${method}()` };
  return [finding('OT309', context.source.path, format, args)];
}

const hasBaggageToEncode = oncePerProject(({ files }) =>
  [...files.values()].some((facts) => facts.calls.some((site) => maySayMore(facts, site))),
);

/** Whether baggage is read, which may be anything, or set to what is not seen to be the same when it is encoded. */
function maySayMore({ stringOf }: FileFacts, { member, node }: CallSite): boolean {
  if (member === 'span.getBaggageItem') return true;
  if (member !== 'span.setBaggageItem') return false;
  const value = plainArguments(node)?.[1];
  const text = value && stringOf(unwrap(value));
  return text === undefined || encodeURIComponent(text) !== text;
}
