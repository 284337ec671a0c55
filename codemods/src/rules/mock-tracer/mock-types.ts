import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { replace } from '../../edit/edit';
import { isTypeScript, textOf } from '../../parse/source-file';
import { callsTo } from '../calls/proposals';
import { isHeritage, type TypeName, typeNames } from '../type-names/type-names';
import { unitsOfType } from '../type-names/type-unit';
import type { FileContext, Proposal } from '../types';
import { groupsOfType } from './bound-together';
import { sdkImport } from './sdk-import';

/** The SDK's type for a span that is looked at. */
export const READABLE = 'ReadableSpan';

/** `MockSpan` and `MockContext` as types: a test looks at what it has been given, or at what a report gave. And that of the tracer. */
export function* mockTypes(context: FileContext): Iterable<Proposal> {
  yield* typesOfSpans(context);
  for (const type of typeNames(context)) {
    const proposal = type.name === 'MockTracer' ? typeOfTracer(context, type) : undefined;
    if (proposal) yield proposal;
  }
}

/** `let tracer: MockTracer` holds a tracer of the SDK, which goes with those that are made; not where it may hold one that stays. */
function typeOfTracer(context: FileContext, { node }: TypeName): Proposal | undefined {
  if (!isTypeScript(context.source) || isHeritage(context, node)) return undefined;
  const units = unitsOfType(context, node);
  const site = { rule: 'mock-tracer', site: node, units: [...units, ...groupsOfType(context)] } as const;
  const named = annotatedBy(context, node);
  if (named && context.facts.factOf(named)?.mixed !== false) {
    const member = `${named.type === 'Identifier' ? named.name : textOf(context.source, named)}, which may hold another tracer than a MockTracer,`;
    const told = finding('OT601', context.source.path, node, { member });
    return { ...site, units, outcome: { kind: 'leave', finding: told } };
  }
  return { ...site, outcome: { kind: 'rewrite', edits: [replace(node, context.api('Tracer'))] } };
}

/** The variable, parameter or field whose whole type it is. */
function annotatedBy({ source }: FileContext, node: t.Node): t.Node | undefined {
  const reference = source.parents.get(node);
  const annotation = reference && source.parents.get(reference);
  const holder = annotation?.type === 'TSTypeAnnotation' ? source.parents.get(annotation) : undefined;
  if (holder?.type === 'ClassProperty') return holder.key;
  return holder?.type === 'Identifier' ? holder : undefined;
}

function* typesOfSpans(context: FileContext): Iterable<Proposal> {
  // Who makes a mock tracer imports what the types need as well: where that one stays, they do.
  const isMaker = callsTo(context, 'new MockTracer').length > 0;
  let isToImport = !isMaker;
  for (const type of typeNames(context)) {
    const text = successorOf(context, type);
    if (text === undefined) continue;
    const imported = isToImport && type.name === 'MockSpan' ? sdkImport(context, [], [READABLE]) : [];
    if (type.name === 'MockSpan') isToImport = false;
    const outcome = { kind: 'rewrite', edits: [replace(type.node, text), ...imported] } as const;
    const units = [...unitsOfType(context, type.node), ...(isMaker ? groupsOfType(context) : [])];
    yield { rule: 'mock-tracer', site: type.node, units, outcome };
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
