import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { memberName, propertyName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { keyRange } from '../syntax/key-range';
import { changeLiteral } from '../syntax/literal';
import { isCall, isMember, outermost } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';

type Property = t.ObjectExpression['properties'][number];

/** The members of jaeger-client's contexts in which its ids and flags are, and what a span context calls them. `length`: of an id, in digits. */
const IDS = new Map([
  ['_traceIdStr', { name: 'traceId', length: 32 }],
  ['_spanIdStr', { name: 'spanId', length: 16 }],
]);
const FLAGS = '_flags';
/** Members without which a context names the same span. */
const BESIDE: ReadonlySet<string> = new Set(['_parentIdStr', '_baggage', '_debugId', '_samplingFinalized']);

/**
 * `Object.assign(new SpanContext(), { _traceIdStr: 'd0d0', _spanIdStr: '85ab', _flags: 1 })`, as tests of programs with jaeger-client
 * make a context that came in: a Context that holds the same ids. Undefined where any member is another, or is not written out.
 */
export function contextOfIds(context: FileContext, { node }: CallSite): Edit[] | undefined {
  const { parent: assign, node: made } = outermost(context.source, node);
  if (!isAssign(assign) || assign.arguments.length !== 2 || assign.arguments[0] !== made) return undefined;
  const literal = unwrap(assign.arguments[1] as t.Node);
  if (literal.type !== 'ObjectExpression') return undefined;
  const members = new Map(literal.properties.map((property) => [propertyName(property), property]));
  const ids = [...IDS].map(([key, id]) => idEdits(context, members.get(key), id));
  const flags = flagsEdits(context, members.get(FLAGS));
  const isKnown = (name: string | undefined) =>
    name !== undefined && (IDS.has(name) || name === FLAGS || BESIDE.has(name));
  if (!flags || ![...members.keys()].every(isKnown)) return undefined;
  const removed = new Set(literal.properties.filter((property) => BESIDE.has(propertyName(property) ?? '')));
  const edits = ids.flatMap((edit) => edit ?? []);
  if (edits.length < 2 * IDS.size) return undefined;
  return [
    replace(assign.callee, `${context.api('trace')}.setSpanContext`),
    replace(made, context.api('ROOT_CONTEXT')),
    replace(literal, ...(changeLiteral(context.source, literal, { removed, added: [] }) ?? [])),
    ...edits,
    ...flags,
  ];
}

function isAssign(node: t.Node | undefined): node is t.CallExpression {
  if (!isCall(node) || node.type !== 'CallExpression' || !isMember(node.callee)) return false;
  const { object } = node.callee;
  return object.type === 'Identifier' && object.name === 'Object' && memberName(node.callee) === 'assign';
}

/** The id under its name, with the zeros in front that jaeger-client leaves out. */
function idEdits(
  context: FileContext,
  property: Property | undefined,
  { name, length }: { readonly name: string; readonly length: number },
): Edit[] | undefined {
  if (property?.type !== 'ObjectProperty' || property.value.type !== 'StringLiteral') return undefined;
  const { value: id } = property.value;
  if (!/^[0-9a-f]+$/i.test(id) || id.length > length) return undefined;
  return [
    replace(keyRange(context.source, property), name),
    replace(property.value, quoted(context, id.toLowerCase().padStart(length, '0'))),
  ];
}

/** Jaeger's flags say more than whether the span is sampled. */
function flagsEdits(context: FileContext, property: Property | undefined): Edit[] | undefined {
  if (property?.type !== 'ObjectProperty' || property.value.type !== 'NumericLiteral') return undefined;
  const isSampled = property.value.value % 2 === 1;
  return [
    replace(keyRange(context.source, property), 'traceFlags'),
    replace(property.value, `${context.api('TraceFlags')}.${isSampled ? 'SAMPLED' : 'NONE'}`),
  ];
}
