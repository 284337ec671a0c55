import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import type { FileContext } from '../types';
import { otherSdkIn, sdkLineFor } from './sdk-line';

/** Says that what is written for the SDK meets an older one, or a newer one, that the project has already. */
export function otherSdk({ source, manifest }: FileContext, node: t.Node): readonly Finding[] {
  const listed = otherSdkIn(manifest);
  if (listed.length === 0) return [];
  return [finding('OT510', source.path, node, { listed: listed.join(', '), line: sdkLineFor(manifest).line })];
}
