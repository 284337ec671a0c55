import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import type { Unit } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { type AttributesOfTags, attributesOf } from '../data/attributes';
import { unwrap } from '../data/syntax';
import type { FileContext } from '../types';
import { changeLiteral } from './literal';
import { type ParentContext, unitsOfParent } from './parents';
import { lineageOf, linksEntry, type Reference, readReferences } from './references';

type Property = t.ObjectExpression['properties'][number];
export type SettledParent = Exclude<ParentContext, { kind: 'left' }>;

/** What the options of one startSpan say, and how their literal changes. */
export interface StartOptions {
  readonly removed: ReadonlySet<Property>;
  readonly added: readonly (readonly Part[])[];
  /** Edits of what stays of the literal. */
  readonly edits: readonly Edit[];
  readonly parent: SettledParent;
  /** The expression that named the parent, where one did. */
  readonly parentNode: t.Expression | undefined;
  readonly kind: AttributesOfTags['kind'];
  readonly status: AttributesOfTags['status'];
  readonly findings: readonly Finding[];
  readonly units: readonly Unit[];
}

export type Read<T> = T | { readonly left: Finding };

/** The options of a call without any. */
export const noOptions: StartOptions = {
  removed: new Set(),
  added: [],
  edits: [],
  parent: { kind: 'root' },
  parentNode: undefined,
  kind: undefined,
  status: undefined,
  findings: [],
  units: [],
};

/** Reads an options literal, key by key. */
export function readOptions(context: FileContext, literal: t.ObjectExpression, call: t.Node): Read<StartOptions> {
  const references: Reference[] = [];
  let options = noOptions;
  for (const property of literal.properties) {
    const next = readProperty(context, property, call, options, references);
    if (!next) return { left: finding('OT101', context.source.path, call, { name: nameOfTracer(context, call) }) };
    if ('left' in next) return next;
    options = next;
  }
  return withLineage(context, options, references);
}

/** The text of the tracer in a call, for messages. */
export function nameOfTracer(context: FileContext, call: t.Node): string {
  const callee = 'callee' in call ? call.callee : undefined;
  return callee && 'object' in callee ? textOf(context.source, callee.object) : 'tracer';
}

/** Undefined where the property cannot be read at all. */
function readProperty(
  context: FileContext,
  property: Property,
  call: t.Node,
  options: StartOptions,
  references: Reference[],
): Read<StartOptions> | undefined {
  if (property.type !== 'ObjectProperty') return undefined;
  const key = keyOf(property);
  // A property of an object literal that is no pattern holds an expression.
  const value = property.value as t.Expression;
  if (key === 'tags') return readTags(context, property, value, call, options);
  if (key === 'childOf') {
    references.unshift({ type: 'child_of', target: value, call: null });
    return { ...options, removed: new Set([...options.removed, property]) };
  }
  if (key === 'references') return readReferenceList(context, property, value, options, references);
  return key === undefined ? undefined : options;
}

/** The key that a property has in plain sight. */
export function keyOf(property: t.ObjectProperty | t.ObjectMethod): string | undefined {
  if (property.key.type === 'StringLiteral') return property.key.value;
  return !property.computed && property.key.type === 'Identifier' ? property.key.name : undefined;
}

function readReferenceList(
  context: FileContext,
  property: t.ObjectProperty,
  value: t.Expression,
  options: StartOptions,
  references: Reference[],
): Read<StartOptions> {
  const read = readReferences(context, value);
  if (!read)
    return { left: finding('OT105', context.source.path, value, { reference: textOf(context.source, value) }) };
  references.push(...read);
  return { ...options, removed: new Set([...options.removed, property]) };
}

function readTags(
  context: FileContext,
  property: t.ObjectProperty,
  value: t.Expression,
  call: t.Node,
  options: StartOptions,
): Read<StartOptions> {
  const literal = unwrap(value);
  const edits = [...options.edits, renamed(property, value)];
  if (literal.type !== 'ObjectExpression') {
    const note = finding('OT106', context.source.path, value, { tags: textOf(context.source, value) });
    return { ...options, edits, findings: [...options.findings, note] };
  }
  const attributes = attributesOf(context, literal, { name: nameOfSpan(context, call), atStart: true });
  const findings = [...options.findings, ...attributes.findings];
  const common = { ...options, kind: attributes.kind, status: attributes.status, findings };
  const changed = changeLiteral(context.source, literal, attributes);
  if (!changed) return { ...common, removed: new Set([...options.removed, property]) };
  const whole = attributes.removed.size + attributes.added.length > 0 ? [replace(literal, ...changed)] : [];
  return { ...common, edits: [...edits, ...whole, ...attributes.edits] };
}

/** The variable that a call's span is kept in, for messages. */
export function nameOfSpan(context: FileContext, call: t.Node): string {
  const parent = context.source.parents.get(call);
  if (parent?.type === 'VariableDeclarator') return textOf(context.source, parent.id);
  return parent?.type === 'AssignmentExpression' ? textOf(context.source, parent.left) : 'span';
}

/** `tags: x` and `tags` alone become `attributes: x`. */
function renamed(property: t.ObjectProperty, value: t.Expression): Edit {
  return property.shorthand ? replace(property, 'attributes: ', keep(value)) : replace(property.key, 'attributes');
}

function withLineage(
  context: FileContext,
  options: StartOptions,
  references: readonly Reference[],
): Read<StartOptions> {
  if (references.length === 0) return options;
  const lineage = lineageOf(context, references);
  if ('left' in lineage) return lineage;
  if (lineage.parent.kind === 'left') return { left: lineage.parent.finding };
  const { parentNode } = lineage;
  const found = lineage.parent.kind === 'context' ? lineage.parent.findings : [];
  return {
    ...options,
    parent: lineage.parent,
    parentNode,
    added: [...options.added, ...linksEntry(lineage.links)],
    findings: [...options.findings, ...found],
    units: parentNode ? unitsOfParent(context, parentNode) : [],
  };
}
