import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { textOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { missingConstant } from './missing-constant';
import { mayBeSpecial, mayHaveSuccessor, SAMPLING_PRIORITY, SPAN_KIND, successorOf } from './tag-key';

/** A tag that becomes an attribute. */
export interface KeyedTag {
  /** Where it is told. */
  readonly node: t.Node;
  /** Undefined where it is known at run time only. */
  readonly key: string | undefined;
  readonly keyNode: t.Node;
  readonly value: t.Node | undefined;
  /** The span, for messages. */
  readonly name: string;
}

/** What has to be told of a tag for its key: an attribute does not do in OpenTelemetry what the tag did. */
export function keyFindings(context: FileContext, { node, key, keyNode, value, name }: KeyedTag): Finding[] {
  const { path } = context.source;
  if (key === SPAN_KIND && value) return [finding('OT202', path, node, { name, value: textOf(context.source, value) })];
  if (key === SAMPLING_PRIORITY) return [finding('OT203', path, node, { name })];
  if (key === undefined)
    return missingConstant(context, keyNode) === undefined ? unknownKey(context, node, keyNode, name) : [];
  const successor = successorOf(context, key);
  return successor?.ambiguous ? [finding('OT211', path, node, { key, mapped: successor.name })] : [];
}

function unknownKey(context: FileContext, node: t.Node, keyNode: t.Node, name: string): Finding[] {
  const { path } = context.source;
  const args = { name, key: textOf(context.source, keyNode) };
  return [
    ...(mayBeSpecial(keyNode) ? [finding('OT205', path, node, args)] : []),
    ...(mayHaveSuccessor(context, keyNode) ? [finding('OT219', path, node, args)] : []),
  ];
}
