import type * as t from '@babel/types';
import type { Finding } from '../../catalog/findings';
import { type Edit, replace } from '../../edit/edit';
import type { OptionFlow } from '../../facts/types';
import { isFunction, parametersOf } from '../../parse/functions';
import { unwrap } from '../../parse/wrappers';
import { flowDeclaredBy, flowThrough } from '../options/option-flow';
import { optionsEdit, typeOfOptions } from '../options/options-type';
import type { FileContext, Proposal } from '../types';
import { indexedMethod, methodEdit } from './method-type';

type Settled = Pick<Proposal, 'units' | 'outcome'>;

/** What becomes of a type in an interface which declares a method that options are given to: it moves with them, or stays with them. */
export function declaredFor(context: FileContext, type: t.Node, name: string, told: Finding): Settled | undefined {
  const indexed = name === 'Tracer' ? indexedMethod(context, type) : undefined;
  if (name !== 'SpanOptions' && indexed?.method !== 'startSpan') return undefined;
  const flow = flowAround(context, type) ?? (indexed && flowInto(context, indexed.node));
  if (!flow) return undefined;
  const units = [flow.unit];
  const node = indexed?.node ?? context.source.parents.get(type);
  if (flow.open !== undefined || !node) return { units, outcome: { kind: 'leave', finding: told } };
  // A function that is given no parent takes what OpenTelemetry's takes.
  if (indexed && !hasParent(flow) && !flowAround(context, type))
    return { units, outcome: { kind: 'rewrite', edits: [replace(type, context.api('Tracer'))] } };
  const edit = indexed
    ? startSpanEdit(context, indexed.node, typeOfOptions(context, hasParent(flow)))
    : optionsEdit(context, node, hasParent(flow));
  return { units, outcome: { kind: 'rewrite', edits: [edit] } };
}

/** `startSpan: Tracer['startSpan']` says what the project's own method takes, which is not what OpenTelemetry's takes. */
function startSpanEdit(context: FileContext, indexed: t.TSIndexedAccessType, options: string): Edit {
  return methodEdit(context, indexed, `(name: string, options?: ${options})`, context.api('Span'));
}

function hasParent({ carriers }: OptionFlow): boolean {
  return carriers.some(({ withParent }) => withParent);
}

/** The flow whose options the member around a type declares. */
function flowAround(context: FileContext, type: t.Node): OptionFlow | undefined {
  for (let at = context.source.parents.get(type); at && isDeclaring(at); at = context.source.parents.get(at)) {
    const flow = flowDeclaredBy(context, at);
    if (flow) return flow;
  }
  return undefined;
}

/** `const start: Tracer['startSpan'] = (name, options) => ...`: the flow whose options the function is given. */
function flowInto(context: FileContext, indexed: t.TSIndexedAccessType): OptionFlow | undefined {
  const { parents } = context.source;
  const annotation = parents.get(indexed);
  const holder = annotation?.type === 'TSTypeAnnotation' ? parents.get(annotation) : undefined;
  const declared = holder && parents.get(holder);
  const made = declared?.type === 'VariableDeclarator' && declared.id === holder ? declared.init : undefined;
  const written = made ? unwrap(made) : undefined;
  const options = written && isFunction(written) ? parametersOf(written.params)[1] : undefined;
  return options && flowThrough(context, options.type === 'AssignmentPattern' ? options.left : options);
}

/** Part of a type; a parameter of a function type has a name that is none. */
function isDeclaring(node: t.Node): boolean {
  return node.type.startsWith('TS') || (node.type === 'Identifier' && node.typeAnnotation != null);
}
