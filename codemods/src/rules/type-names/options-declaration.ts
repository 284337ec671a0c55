import type * as t from '@babel/types';
import type { Finding } from '../../catalog/findings';
import type { Edit } from '../../edit/edit';
import type { OptionFlow } from '../../facts/types';
import { flowDeclaredBy } from '../options/option-flow';
import { optionsEdit, typeOfOptions } from '../options/options-type';
import type { FileContext, Proposal } from '../types';
import { indexedMethod, methodEdit } from './method-type';

type Settled = Pick<Proposal, 'units' | 'outcome'>;

/** What becomes of a type in an interface which declares a method that options are given to: it moves with them, or stays with them. */
export function declaredFor(context: FileContext, type: t.Node, name: string, told: Finding): Settled | undefined {
  const indexed = name === 'Tracer' ? indexedMethod(context, type) : undefined;
  if (name !== 'SpanOptions' && indexed?.method !== 'startSpan') return undefined;
  const flow = flowAround(context, type);
  if (!flow) return undefined;
  const units = [flow.unit];
  const node = indexed?.node ?? context.source.parents.get(type);
  if (flow.open !== undefined || !node) return { units, outcome: { kind: 'leave', finding: told } };
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

/** Part of a type; a parameter of a function type has a name that is none. */
function isDeclaring(node: t.Node): boolean {
  return node.type.startsWith('TS') || (node.type === 'Identifier' && node.typeAnnotation != null);
}
