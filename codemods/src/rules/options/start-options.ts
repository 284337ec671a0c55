import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, keep, type Part, remove, replace } from '../../edit/edit';
import { wholeLinesOf } from '../../imports/removal';
import { propertyName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { type AttributesOfTags, attributesOf } from '../data/attributes';
import { hasErrorTagLater } from '../data/taken-back';
import { linksEntry } from '../parents/links';
import { nameParent } from '../parents/named-parent';
import type { SettledParent } from '../parents/plain-parent';
import { lineageOf, type Reference, referencesIn, unknownReference } from '../parents/references';
import { isPure } from '../syntax/expressions';
import { keyRange } from '../syntax/key-range';
import { changeLiteral, literalEdits } from '../syntax/literal';
import { spreadsOf } from '../syntax/object-entries';
import type { FileContext } from '../types';
import type { Present } from '../values/present';
import { timeEdits } from '../values/time';
import { type Around, aroundEdits, aroundParts, castOfFields, castOfLiteral } from '../values/type-cast';
import { flowThrough, madeBy, mayHaveParent, parentWithin } from './option-flow';
import { readInPlace } from './option-sources';
import { readSpreads } from './put-together';
import { editsOf, isUntouched, type Shape, shapeParts } from './shape';
import { tagsOfStart } from './start-tags';
import { ERROR_AMONG_TAGS } from './tag-uses';
import { tagsTakenIn } from './tags-taken-in';

type Property = t.ObjectExpression['properties'][number];

/** What the options of one startSpan say. */
export interface StartOptions {
  readonly shape: Shape;
  readonly parent: SettledParent;
  /** The expression that named the parent, where just one did. */
  readonly parentNode: t.Expression | undefined;
  /** Every expression that the parent and the links are made from: they are taken apart, not kept. */
  readonly taken: readonly t.Node[];
  /** What is taken apart outside of the options: in a list of references, which holds Contexts then. */
  readonly listed: readonly t.Node[];
  readonly status: AttributesOfTags['status'];
  readonly findings: readonly Finding[];
  /** Edits outside of the call, where the options are made. */
  readonly elsewhere: readonly Edit[];
  /** Statements that only made references: they go. */
  readonly gone: readonly t.Statement[];
}

export type Read<T> = T | { readonly left: Finding };

/** The options of a call without any. */
export const noOptions: StartOptions = {
  shape: { kind: 'none' },
  parent: { kind: 'root' },
  parentNode: undefined,
  taken: [],
  listed: [],
  status: undefined,
  findings: [],
  elsewhere: [],
  gone: [],
};

/** A literal that is being read. */
interface Reading {
  readonly removed: ReadonlySet<Property>;
  readonly added: readonly (readonly Part[])[];
  readonly edits: readonly Edit[];
  readonly references: readonly Reference[];
  /** Options from elsewhere that are spread into it. */
  readonly spread?: t.Identifier;
  /** The parent that is named by what is spread into it, and the expressions that it is made of. */
  readonly inner?: Pick<StartOptions, 'parent' | 'taken'> | undefined;
  readonly status: AttributesOfTags['status'];
  readonly findings: readonly Finding[];
  /** Edits of what the options only name. */
  readonly elsewhere: readonly Edit[];
}

const NOTHING_READ: Reading = {
  removed: new Set(),
  added: [],
  edits: [],
  references: [],
  status: undefined,
  findings: [],
  elsewhere: [],
};

/** Reads an options literal, key by key; `present` is what a test around it says to be there. */
export function readOptions(
  context: FileContext,
  literal: t.ObjectExpression,
  call: t.Node,
  present: Present,
): Read<StartOptions> {
  const { clash } = readSpreads(context, literal);
  if (clash) return { left: unknownOptions(context, call, clash) };
  let reading = NOTHING_READ;
  for (const property of literal.properties) {
    const next =
      property.type === 'SpreadElement'
        ? readSpread(context, property, call, reading, present)
        : readProperty(context, property, call, reading);
    if (!next) return { left: unknownOptions(context, call, unknownName(context, property)) };
    if ('left' in next) return next;
    reading = next;
  }
  return withLineage(context, literal, call, reading, present);
}

/** Options from elsewhere, or such as are only there if a test holds. */
function readSpread(
  context: FileContext,
  property: t.SpreadElement,
  call: t.Node,
  reading: Reading,
  present: Present,
): Read<Reading> | undefined {
  const argument = unwrap(property.argument);
  if (argument.type === 'Identifier') return readSpreadVariable(context, argument, call, reading);
  const made = context.passedOn ? madeBy(context, argument) : undefined;
  if (made) return made.flow.open === undefined ? reading : { left: unknownOptions(context, call, made.flow.open) };
  const read = readInPlace(context, argument, call, present);
  if ('left' in read) return read;
  if (read.status) return { left: unknownOptions(context, call, ERROR_AMONG_TAGS) };
  const { parent, taken } = read;
  return {
    ...withSpread(context, property, read.shape, reading),
    inner: parent.kind === 'context' ? { parent, taken: [...(reading.inner?.taken ?? []), ...taken] } : reading.inner,
    findings: [...reading.findings, ...read.findings],
    elsewhere: [...reading.elsewhere, ...read.elsewhere],
  };
}

/** `...(user && { tags: { user } })` */
function withSpread(context: FileContext, property: t.SpreadElement, shape: Shape, reading: Reading): Reading {
  if (isUntouched(shape)) return reading;
  const argument = unwrap(property.argument);
  const isGuarded = argument.type === 'LogicalExpression' && argument.operator === '&&' && shape.kind === 'choice';
  const inner = shapeParts(context, isGuarded ? shape.yes : shape, []);
  if (!inner) return without(reading, property);
  const parts = isGuarded ? [keep(shape.test), ' && ', ...inner] : inner;
  return { ...reading, edits: [...reading.edits, replace(argument, ...parts), ...editsOf(shape)] };
}

/** What they say is theirs. */
function readSpreadVariable(
  context: FileContext,
  spread: t.Identifier,
  call: t.Node,
  reading: Reading,
): Read<Reading> | undefined {
  const flow = flowThrough(context, spread);
  if (!flow) return undefined;
  if (flow.open !== undefined) return { left: unknownOptions(context, call, flow.open) };
  const isFirst = !reading.spread || mayHaveParent(context, spread, flow);
  return isFirst ? { ...reading, spread } : reading;
}

/** The finding for options that cannot be seen. */
export function unknownOptions(context: FileContext, call: t.Node, why?: string): Finding {
  return finding('OT101', context.source.path, call, { name: nameOfTracer(context, call), why });
}

/** The text of the tracer in a call, for messages. */
function nameOfTracer(context: FileContext, call: t.Node): string {
  const callee = 'callee' in call ? call.callee : undefined;
  return callee && 'object' in callee ? textOf(context.source, callee.object) : 'tracer';
}

/** Undefined where the property cannot be read at all. */
function readProperty(
  context: FileContext,
  property: Property,
  call: t.Node,
  reading: Reading,
): Read<Reading> | undefined {
  if (property.type !== 'ObjectProperty') return undefined;
  const key = propertyName(property);
  // A property of an object literal that is no pattern holds an expression.
  const value = property.value as t.Expression;
  if (key === 'tags') return readTags(context, property, value, call, reading);
  if (key === 'childOf') {
    const reference = { type: 'child_of', target: value, call: null } as const;
    return { ...without(reading, property), references: [reference, ...reading.references] };
  }
  if (key === 'references') return readReferenceList(context, property, value, call, reading);
  if (key === 'startTime') return readTime(context, property, value, reading);
  return key === undefined ? withoutStray(context, property, call, reading) : reading;
}

/** Why a property with a computed name cannot be read. */
function unknownName({ source, facts }: FileContext, property: Property): string | undefined {
  if (property.type !== 'ObjectProperty' || !property.computed) return undefined;
  const name = facts.stringOf(unwrap(property.key));
  if (name === undefined) return `the name of [${textOf(source, property.key)}] is known at run time only`;
  return `${name} is no option of a start, and making its value may do something`;
}

/** What either API takes as an option of a start. */
const OPTIONS = new Set(['tags', 'childOf', 'references', 'startTime', 'attributes', 'kind', 'links', 'root']);

/** `[Tags.SPAN_KIND]: ...` beside the tags and not among them: OpenTracing never looked at it, and a compiler would not take it any more. */
function withoutStray(
  context: FileContext,
  property: t.ObjectProperty,
  call: t.Node,
  reading: Reading,
): Reading | undefined {
  const name = property.computed ? context.facts.stringOf(unwrap(property.key)) : undefined;
  if (name === undefined || OPTIONS.has(name) || !isPure(property.value)) return undefined;
  const told = finding('OT120', context.source.path, property, { option: name, name: nameOfSpan(context, call) });
  return { ...without(reading, property), findings: [...reading.findings, told] };
}

function without(reading: Reading, property: Property): Reading {
  return { ...reading, removed: new Set([...reading.removed, property]) };
}

function readReferenceList(
  context: FileContext,
  property: t.ObjectProperty,
  value: t.Expression,
  call: t.Node,
  reading: Reading,
): Read<Reading> {
  const read = referencesIn(context, value, { literal: context.source.parents.get(property), call });
  if (!read) return { left: unknownReference(context, value) };
  return { ...without(reading, property), references: [...reading.references, ...read] };
}

function readTime(context: FileContext, property: t.ObjectProperty, value: t.Expression, reading: Reading): Reading {
  const edits = timeEdits(context, value);
  const [time] = edits;
  if (!time) return reading;
  const whole = property.shorthand ? [replace(property, 'startTime: ', ...time.parts)] : edits;
  return { ...reading, edits: [...reading.edits, ...whole] };
}

function readTags(
  context: FileContext,
  property: t.ObjectProperty,
  value: t.Expression,
  call: t.Node,
  reading: Reading,
): Read<Reading> {
  const literal = unwrap(value);
  if (literal.type !== 'ObjectExpression') {
    const told = tagsOfStart(context, value, nameOfSpan(context, call));
    const around = told.isGone ? [] : renamed(context, property, value, castOfFields(context, value, 'entry'));
    return {
      ...(told.isGone ? without(reading, property) : reading),
      added: [...reading.added, ...kindEntry(context, told.kind)],
      edits: [...reading.edits, ...around],
      elsewhere: [...reading.elsewhere, ...told.edits],
      findings: [...reading.findings, ...told.findings],
    };
  }
  const cast = { before: '', after: castOfLiteral(context, spreadsOf(literal)) };
  const edits = [...reading.edits, ...renamed(context, property, value, cast)];
  const attributes = attributesOf(context, literal, {
    name: nameOfSpan(context, call),
    atStart: true,
    isUndecided: () => hasErrorTagLater(context, call),
    old: takenIn(context, property),
  });
  const findings = [...reading.findings, ...attributes.findings];
  const added = [...reading.added, ...kindEntry(context, attributes.kind)];
  const common = { ...reading, added, status: attributes.status, findings };
  const isEmptied = changeLiteral(context.source, literal, attributes) === undefined;
  if (isEmptied && !context.tagsAreAsked) return without(common, property);
  const whole = literalEdits(context.source, literal, attributes);
  return { ...common, edits: [...edits, ...whole, ...attributes.edits] };
}

function takenIn(context: FileContext, tags: t.ObjectProperty): t.SpreadElement | undefined {
  const options = context.source.parents.get(tags);
  return options?.type === 'ObjectExpression' ? tagsTakenIn(context, options)?.among : undefined;
}

/** `kind: SpanKind.X`, where there is one. */
export function kindEntry(context: FileContext, kind: AttributesOfTags['kind']): readonly (readonly Part[])[] {
  return kind ? [[`kind: ${context.api('SpanKind')}.${kind}`]] : [];
}

/** The variable that a call's span is kept in, for messages. */
export function nameOfSpan(context: FileContext, call: t.Node): string {
  const parent = context.source.parents.get(call);
  // Without its annotation.
  if (parent?.type === 'VariableDeclarator')
    return parent.id.type === 'Identifier' ? parent.id.name : textOf(context.source, parent.id);
  return parent?.type === 'AssignmentExpression' ? textOf(context.source, parent.left) : 'span';
}

/** `tags: x` and `tags` alone become `attributes: x`. */
function renamed({ source }: FileContext, property: t.ObjectProperty, value: t.Expression, around: Around): Edit[] {
  return property.shorthand
    ? [replace(property, 'attributes: ', ...aroundParts(around, keep(value)))]
    : [replace(keyRange(source, property), 'attributes'), ...aroundEdits(value, around)];
}

function withLineage(
  context: FileContext,
  literal: t.ObjectExpression,
  call: t.Node,
  { removed, added, edits, references, spread, inner, status, findings, elsewhere }: Reading,
  present: Present,
): Read<StartOptions> {
  const lineage = lineageOf(context, references, present);
  if ('left' in lineage) return lineage;
  const { parentNode, links } = lineage;
  const gone = references.flatMap((reference) => reference.gone ?? []);
  const named = nameParent(context, literal, call, lineage);
  const own = named?.parent ?? lineage.parent;
  if (own.kind === 'left') return { left: own.finding };
  const isOwn = references.length > 0;
  // What is passed on once more has its parent with it.
  const inherited = !isOwn && spread && !context.passedOn ? flowThrough(context, spread) : undefined;
  const spreadParent = inner?.parent ?? (spread && inherited ? parentWithin(context, spread, inherited) : undefined);
  const parent = isOwn ? own : (spreadParent ?? own);
  return {
    ...noOptions,
    shape: { kind: 'literal', literal, removed, added: [...added, ...linksEntry(links)], edits },
    parent,
    parentNode: named ? undefined : parentNode,
    taken: [...references.map(({ target }) => target), ...(inner?.taken ?? [])],
    listed: references.flatMap(({ listed }) => listed?.taken ?? []),
    status,
    // What is spread has told of its parent.
    findings: [...findings, ...(parent.kind === 'context' && parent !== inner?.parent ? parent.findings : [])],
    elsewhere: [
      ...elsewhere,
      ...(named ? [named.declaration] : []),
      ...references.flatMap(({ listed }) => listed?.edits ?? []),
      ...wholeLinesOf(context.source, gone).map((range) => remove(range)),
    ],
    gone,
  };
}
