import type * as t from '@babel/types';
import { methods } from '../../catalog/opentracing-api';
import { type Edit, replace } from '../../edit/edit';
import { type Range, rangeOf } from '../../parse/source-file';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';

/** `Tracer['inject']`: the type of a method of what a name stands for. */
export interface IndexedMethod {
  readonly node: t.TSIndexedAccessType;
  readonly method: string;
}

/** The method whose type is asked for of the type of a name. */
export function indexedMethod({ source: { parents } }: FileContext, name: t.Node): IndexedMethod | undefined {
  const reference = parents.get(name);
  const indexed = reference && parents.get(reference);
  if (indexed?.type !== 'TSIndexedAccessType' || indexed.objectType !== reference) return undefined;
  const { indexType } = indexed;
  const literal = indexType.type === 'TSLiteralType' ? indexType.literal : undefined;
  return literal?.type === 'StringLiteral' ? { node: indexed, method: literal.value } : undefined;
}

/** `Span['log']`, `Pick<Span, 'log'>`: a type that says by name which of OpenTracing's methods of a span it is about. */
export function namedMethods(context: FileContext, name: t.Node): t.Node | undefined {
  const indexed = indexedMethod(context, name);
  if (indexed) return isOfSpan(indexed.method) ? indexed.node : undefined;
  const { parents } = context.source;
  const reference = parents.get(name);
  const list = reference && parents.get(reference);
  if (list?.type === 'TSTypeAliasDeclaration') return namedThrough(context, list);
  const picked = list && parents.get(list);
  if (list?.type !== 'TSTypeParameterInstantiation' || picked?.type !== 'TSTypeReference') return undefined;
  if (picked.typeName.type !== 'Identifier' || !/^(?:Pick|Omit)$/.test(picked.typeName.name)) return undefined;
  return literalsOf(list.params[1]).some(isOfSpan) ? picked : undefined;
}

/** `type Trace = Span`, which says `Pick<Trace, 'log'>` elsewhere. */
function namedThrough(context: FileContext, { id }: t.TSTypeAliasDeclaration): t.Node | undefined {
  const references = context.facts.scopes.bindingOf(id)?.references ?? [];
  return references.flatMap(({ node }) => (node === id ? [] : (namedMethods(context, node) ?? [])))[0];
}

function literalsOf(type: t.TSType | undefined): readonly string[] {
  if (type?.type === 'TSUnionType') return type.types.flatMap(literalsOf);
  return type?.type === 'TSLiteralType' && type.literal.type === 'StringLiteral' ? [type.literal.value] : [];
}

function isOfSpan(method: string): boolean {
  return Object.hasOwn(methods.span, method);
}

/** `Tracer['inject']` and `Tracer['extract']`: OpenTelemetry's tracer has no such methods, so the type is written out. */
export function typeOfMethod(context: FileContext, name: t.Node): Edit | undefined {
  const indexed = indexedMethod(context, name);
  if (indexed?.method !== 'inject' && indexed?.method !== 'extract') return undefined;
  const [parameters, result] = indexed.method === 'inject' ? injectType(context) : extractType(context);
  return methodEdit(context, indexed.node, parameters, result);
}

/**
 * `SpanOptions['childOf']`: what the options had under a name, in the words of those of OpenTelemetry, where they have it under another
 * or not at all. `whole`: where more than the name says what has it, as `import('opentracing').SpanOptions` does.
 */
export function typeOfOption(context: FileContext, name: t.Node, whole: Range = rangeOf(name)): Edit[] | undefined {
  const indexed = indexedMethod(context, name);
  if (indexed === undefined) return undefined;
  const options = replace(whole, context.api('SpanOptions'));
  if (indexed.method === 'startTime') return [options];
  if (indexed.method === 'tags') return [options, replace(indexed.node.indexType, quoted(context, 'attributes'))];
  if (indexed.method !== 'childOf') return undefined;
  const type = `${context.api('Span')} | ${context.api('Context')} | undefined`;
  const around = context.source.parents.get(indexed.node)?.type ?? '';
  return [replace(indexed.node, BINDS_CLOSER.test(around) ? `(${type})` : type)];
}

const BINDS_CLOSER = /^TS(?:Array|IndexedAccess|Intersection|TypeOperator|Optional|Rest)/;

/** The type of a method written out, as a method where it is that of a member. */
export function methodEdit(
  { source: { parents } }: FileContext,
  indexed: t.TSIndexedAccessType,
  parameters: string,
  result: string,
): Edit {
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
