import type * as t from '@babel/types';
import { replace } from '../../edit/edit';
import { isTypeScript } from '../../parse/source-file';
import { callsTo } from '../calls/proposals';
import { type TypeName, typeNames } from '../type-names/type-names';
import { unitsOfType } from '../type-names/type-unit';
import type { FileContext, Proposal } from '../types';
import { sdkImport } from './sdk-import';

/** The SDK's type for a span that is looked at. */
export const READABLE = 'ReadableSpan';

/** `MockSpan` and `MockContext` as types: a test looks at what it has been given, or at what a report gave. */
export function* mockTypes(context: FileContext): Iterable<Proposal> {
  // Who makes a mock tracer imports what the types need as well.
  let isToImport = callsTo(context, 'new MockTracer').length === 0;
  for (const type of typeNames(context)) {
    const text = successorOf(context, type);
    if (text === undefined) continue;
    const imported = isToImport && type.name === 'MockSpan' ? sdkImport(context, [], [READABLE]) : [];
    if (type.name === 'MockSpan') isToImport = false;
    const outcome = { kind: 'rewrite', edits: [replace(type.node, text), ...imported] } as const;
    yield { rule: 'mock-tracer', site: type.node, units: unitsOfType(context, type.node), outcome };
  }
}

/** Whether the file will mention the SDK's type. */
export function mentionsReadable(context: FileContext): boolean {
  return isTypeScript(context.source) && typeNames(context).some(({ name }) => name === 'MockSpan');
}

function successorOf(context: FileContext, { node, name }: TypeName): string | undefined {
  if (!isTypeScript(context.source)) return undefined;
  if (name === 'MockContext') return context.api('Context');
  if (name !== 'MockSpan') return undefined;
  return isCast(context, node) ? `${context.api('Span')} & ${READABLE}` : READABLE;
}

/** A span that is looked at as well: the compiler would not take it for something else. */
function isCast({ source }: FileContext, node: t.Node): boolean {
  const type = source.parents.get(node);
  const cast = type && source.parents.get(type);
  return type?.type === 'TSTypeReference' && cast?.type === 'TSAsExpression';
}
