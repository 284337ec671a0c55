import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { API } from '../../catalog/opentelemetry-api';
import { rangesOf } from '../../facts/modules/packages';
import type { FileContext } from '../types';

/** What is said of code that is written for the API as it is since 1.0, where package.json keeps an older one. */
export function oldApi({ manifest, source }: FileContext, node: t.Node): readonly Finding[] {
  const range = rangesOf(manifest).get(API);
  return range !== undefined && staysBelowOne(range)
    ? [finding('OT512', source.path, node, { listed: `${API} ${range}` })]
    : [];
}

/** `^0.18.0`, `~0.20`, `0.x`, `0.14.0 || 0.18.1`; with `>=0.18.0` a package manager takes the newest. */
function staysBelowOne(range: string): boolean {
  return range.split('||').every((part) => /^\s*[\^~=v]*0\.[\dx*]+(?:\.[\dx*]+\S*)?\s*$/.test(part));
}
