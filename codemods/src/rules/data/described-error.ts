import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { declaredLiteral } from '../syntax/declared-literal';
import { type Entry, entriesOf } from '../syntax/object-entries';
import type { FileContext } from '../types';
import { valueKind } from '../values/known-kind';

/** What an object that is logged as an error says of itself: the shim, and the SDK's `recordException`, read these members. */
export interface DescribedError {
  /** The value of a member as it is written in an attribute; undefined where the object has none. */
  member(name: 'code' | 'name' | 'message' | 'stack'): readonly Part[] | undefined;
}

/** `{ message: 'no', code: 7 }`, in its place or as the value of a constant: an object with a message is as good as an error. */
export function describedError(context: FileContext, thrown: t.Expression): DescribedError | undefined {
  const inner = unwrap(thrown);
  const literal = literalBehind(context, thrown);
  if (!literal || literal.properties.some(({ type }) => type !== 'ObjectProperty')) return undefined;
  const entries = new Map(entriesOf(context, literal).map((entry) => [entry.key, entry]));
  const message = entries.get('message');
  if (!message || entries.has(undefined) || valueKind(context, message.value) !== 'text') return undefined;
  const code = entries.get('code');
  // A code that may be 0 or nothing gives way to the name.
  if (code && !isSurelyThere(code.value)) return undefined;
  return {
    member: (name) => {
      const entry = entries.get(name);
      return entry && memberOf(context, entry, literal === inner ? undefined : textOf(context.source, thrown), name);
    },
  };
}

function isSurelyThere(node: t.Expression): boolean {
  return (node.type === 'StringLiteral' || node.type === 'NumericLiteral') && Boolean(node.value);
}

/** The literal that an expression is, or the constant that it names holds. */
export function literalBehind(context: FileContext, node: t.Expression): t.ObjectExpression | undefined {
  const inner = unwrap(node);
  return inner.type === 'ObjectExpression' ? inner : declaredLiteral(context.facts, inner)?.literal;
}

/** The value in its place, or read of the constant; what is no text is made one. */
function memberOf(context: FileContext, { value }: Entry, constant: string | undefined, name: string): readonly Part[] {
  const read = constant === undefined ? keep(value) : `${constant}.${name}`;
  return valueKind(context, value) === 'text' ? [read] : ['String(', read, ')'];
}
