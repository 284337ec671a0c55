import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';

/** A member of OpenTelemetry's `SpanKind`. */
export type SpanKindName = 'CLIENT' | 'SERVER' | 'PRODUCER' | 'CONSUMER';

const KINDS: ReadonlyMap<string, SpanKindName> = new Map([
  ['client', 'CLIENT'],
  ['server', 'SERVER'],
  ['producer', 'PRODUCER'],
  ['consumer', 'CONSUMER'],
]);

/** The kind that the value of a `span.kind` tag always names; undefined if it is not known, or is none of the four. */
export function spanKindOf(context: FileContext, value: t.Node): SpanKindName | undefined {
  const text = context.facts.stringOf(unwrap(value));
  return text === undefined ? undefined : KINDS.get(text);
}
