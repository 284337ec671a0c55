import type { CallSite } from '../../facts/types';
import { isKindHoisted } from '../options/kind-after-start';
import type { FileContext } from '../types';
import { isBaggageHoisted } from './baggage-at-start';

/** Whether a call goes because the start of its span takes over all that it says: its kind, or an item of baggage. */
export function isHoisted(context: FileContext, site: CallSite): boolean {
  if (site.member === 'span.setBaggageItem') return isBaggageHoisted(context, site);
  return site.member === 'span.setTag' && isKindHoisted(context, site);
}
