import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { unwrap } from '../../parse/wrappers';
import { usesJaeger } from '../calls/uses-jaeger';
import type { FileContext } from '../types';

/** What is said of a baggage key of which jaeger-client, if it is in use, made another. */
export function spelledByJaeger(context: FileContext, node: t.Node): readonly Finding[] {
  const key = context.facts.stringOf(unwrap(node));
  const jaegers = key?.replaceAll('_', '-').toLowerCase();
  if (key === undefined || jaegers === undefined || jaegers === key || !usesJaeger(context)) return [];
  return [finding('OT313', context.source.path, node, { key: `'${key}'`, jaegers: `'${jaegers}'` })];
}
