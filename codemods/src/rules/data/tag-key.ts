import type * as t from '@babel/types';
import { type Successor, successors } from '../../catalog/semantic-conventions';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';

/** Keys of tags that are no mere attribute in OpenTelemetry. */
export const ERROR = 'error';
export const SPAN_KIND = 'span.kind';
export const SAMPLING_PRIORITY = 'sampling.priority';

/** The key of a tag, where it is known. */
export function tagKey(context: Pick<FileContext, 'facts'>, node: t.Node): string | undefined {
  return context.facts.stringOf(unwrap(node));
}

/** Whether a key that is known at run time only might be `error` or `span.kind`. */
export function mayBeSpecial(node: t.Node): boolean {
  return mayBeOneOf(node, [ERROR, SPAN_KIND]);
}

/** Whether such a key might be one that has another name under the semantic conventions, if the user asked for those. */
export function mayHaveSuccessor(context: FileContext, node: t.Node): boolean {
  return context.options.semconv !== 'keep' && mayBeOneOf(node, [...successors.keys()]);
}

function mayBeOneOf(node: t.Node, keys: readonly string[]): boolean {
  const inner = unwrap(node);
  if (inner.type === 'TemplateLiteral') return keys.some((key) => mayMatch(inner, key));
  if (inner.type !== 'BinaryExpression' || inner.operator !== '+') return true;
  const prefix = leftmostText(inner);
  return prefix === undefined || keys.some((key) => key.startsWith(prefix));
}

function mayMatch(template: t.TemplateLiteral, key: string): boolean {
  const first = template.quasis[0]?.value.cooked ?? '';
  const last = template.quasis.at(-1)?.value.cooked ?? '';
  return key.startsWith(first) && key.endsWith(last);
}

function leftmostText(node: t.Node): string | undefined {
  const inner = unwrap(node);
  if (inner.type === 'StringLiteral') return inner.value;
  return inner.type === 'BinaryExpression' ? leftmostText(inner.left) : undefined;
}

/** What a tag is called under the semantic conventions that the user asked for; undefined if it keeps its name. */
export function successorOf(context: FileContext, key: string | undefined): Successor | undefined {
  return context.options.semconv === 'keep' || key === undefined ? undefined : successors.get(key);
}
