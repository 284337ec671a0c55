import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import type { FileContext } from '../types';

/** `Tracer['inject']` and `Tracer['extract']`: OpenTelemetry's tracer has no such methods, so the type is written out. */
export function typeOfMethod(context: FileContext, name: t.Node): Edit | undefined {
  const { parents } = context.source;
  const reference = parents.get(name);
  const indexed = reference && parents.get(reference);
  if (indexed?.type !== 'TSIndexedAccessType' || indexed.objectType !== reference) return undefined;
  const { indexType } = indexed;
  const method =
    indexType.type === 'TSLiteralType' && indexType.literal.type === 'StringLiteral' && indexType.literal.value;
  if (method !== 'inject' && method !== 'extract') return undefined;
  const [parameters, result] = method === 'inject' ? injectType(context) : extractType(context);
  const annotation = parents.get(indexed);
  const member = annotation && parents.get(annotation);
  // A method is what it was: one with narrower parameters may still stand for it.
  if (annotation?.type === 'TSTypeAnnotation' && member?.type === 'TSPropertySignature' && !member.readonly)
    return replace(annotation, `${parameters}: ${result}`);
  const type = `${parameters} => ${result}`;
  return replace(indexed, annotation?.type === 'TSTypeAnnotation' ? type : `(${type})`);
}

function injectType(context: FileContext): readonly [string, string] {
  return [`(spanContext: ${context.api('Context')} | ${context.api('Span')}, format: string, carrier: any)`, 'void'];
}

function extractType(context: FileContext): readonly [string, string] {
  return ['(format: string, carrier: any)', context.api('Context')];
}
