import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, insert, type Part, replace } from '../../edit/edit';
import { rangeOf, textOf } from '../../parse/source-file';
import { changeLiteral, literalEdits } from '../syntax/literal';
import { type Entry, entriesOf, type Property, spreadsOf } from '../syntax/object-entries';
import { objectKey, quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { attributeEdits, attributeValue } from '../values/attribute-value';
import { unprovenAmong, unprovenFindings, unprovenOf } from '../values/unproven';
import { keyFindings } from './key-findings';
import { type SpanKindName, spanKindOf } from './span-kind';
import { spreadConstant, spreadInPlace } from './spread-tags';
import { errorTagMeaning, statusArgument } from './status';
import { ERROR, SPAN_KIND, successorOf } from './tag-key';

/** What an object literal of tags becomes: attributes, and what is no attribute in OpenTelemetry. */
export interface AttributesOfTags {
  /** Entries that leave the literal, because `kind` or `status` say the same. */
  readonly removed: ReadonlySet<Property>;
  /** Edits of the entries that stay. */
  readonly edits: readonly Edit[];
  /** Entries that come in (other names for the same value, with `--semconv dual`). */
  readonly added: readonly (readonly Part[])[];
  /** The SpanKind that a constant `span.kind` names. */
  readonly kind?: SpanKindName;
  /** The argument for `setStatus`, to be called on the span, from an `error` entry. */
  readonly status?: readonly Part[];
  readonly findings: readonly Finding[];
}

/** Where a literal of tags stands. */
export interface TagsSetting {
  /** The span, for messages. */
  readonly name: string;
  /** At the start of a span its kind can be given, later not. */
  readonly atStart: boolean;
  /** Another error tag of the same span may come later. */
  readonly isUndecided?: () => boolean;
  /** What is spread into it first is what it takes the place of, of which is told where that is written. */
  readonly old?: t.SpreadElement | undefined;
}

/** Reads a literal of tags, as given to `startSpan` or `addTags`, with what is spread into it as far as that is in sight. */
export function attributesOf(
  context: FileContext,
  literal: t.ObjectExpression,
  setting: TagsSetting,
): AttributesOfTags {
  const entries = entriesOf(context, literal);
  const special = entries.filter((entry) => isSpecial(context, entry, setting));
  const plain = entries.filter((entry) => !special.includes(entry));
  const spreads = spreadsOf(literal).map((spread) => ({
    spread,
    ...attributesOfSpread(context, { literal, spread }, setting),
  }));
  const status = lastOf(literal, [
    ...statusOf(context, entries, setting),
    ...spreads.map(({ spread, status }) => ({ property: spread, value: status })),
  ]);
  const kind = lastOf(literal, [
    ...special.map(({ property, key, value }) => ({ property, value: kindOf(context, key, value) })),
    ...spreads.map(({ spread, kind }) => ({ property: spread, value: kind })),
  ]);
  const gone = spreads.filter(({ isGone }) => isGone).map(({ spread }) => spread);
  // Where a constant brings one in as an attribute, what overwrites that has to go on doing so.
  const bringsKind = spreads.some(({ keepsKind }) => keepsKind);
  const said = special.filter(({ key }) => !(bringsKind && key === SPAN_KIND));
  return {
    removed: new Set([...said.map(({ property }) => property), ...gone]),
    edits: [...plain.flatMap((entry) => entryEdits(context, entry)), ...spreads.flatMap(({ edits }) => edits)],
    added: plain.flatMap((entry) => secondEntry(context, entry)),
    ...(kind ? { kind } : {}),
    ...(status ? { status: status.parts } : {}),
    findings: [
      ...(status?.findings ?? []),
      ...findingsOf(context, plain, setting),
      ...spreads.flatMap(({ findings }) => findings),
    ],
  };
}

type Status = ReturnType<typeof statusArgument>;

/** What is said last among the properties of a literal. */
function lastOf<T>(
  { properties }: t.ObjectExpression,
  said: readonly { readonly property: Property; readonly value: T | undefined }[],
): T | undefined {
  const places = new Map<Property, number>(properties.map((property, place) => [property, place]));
  const sorted = [...said].sort((a, b) => (places.get(a.property) ?? 0) - (places.get(b.property) ?? 0));
  return sorted.findLast(({ value }) => value !== undefined)?.value;
}

/** What one spread brings into a literal of tags. */
interface AttributesOfSpread {
  readonly edits: readonly Edit[];
  readonly kind?: SpanKindName | undefined;
  readonly status?: Status | undefined;
  readonly findings: readonly Finding[];
  /** Nothing is left of it. */
  readonly isGone?: boolean;
  /** The kind stays among what it brings in. */
  readonly keepsKind?: boolean;
}

/** Entries that stand behind a spread, in the place of what that brings in. */
export function behindSpread(spread: t.SpreadElement, members: readonly string[]): Edit[] {
  return members.length === 0 ? [] : [insert(rangeOf(spread).end, `, ${members.join(', ')}`)];
}

function attributesOfSpread(
  context: FileContext,
  { literal: around, spread }: { readonly literal: t.ObjectExpression; readonly spread: t.SpreadElement },
  setting: TagsSetting,
): AttributesOfSpread {
  const told = { edits: [], findings: spread === setting.old ? [] : [spreadFinding(context, spread, setting.name)] };
  const inPlace = spreadInPlace(spread);
  if (!inPlace) {
    const constant = spreadConstant(context, spread, around);
    if (!constant || (constant.kind && !setting.atStart)) return told;
    const { kind, members } = constant;
    return { edits: behindSpread(spread, members), findings: [], kind, keepsKind: kind !== undefined };
  }
  const { literals, isSure } = inPlace;
  const read = literals.map((literal) => ({ literal, ...attributesOf(context, literal, setting) }));
  const { source } = context;
  // What is there by a test alone can be neither the kind nor the status of all spans.
  if (!isSure && read.some(({ removed, status }) => removed.size > 0 || status)) return told;
  const [first] = read;
  const isGone = isSure && first !== undefined && changeLiteral(source, first.literal, first) === undefined;
  return {
    edits: isGone ? [] : read.flatMap((one) => [...literalEdits(source, one.literal, one), ...one.edits]),
    kind: first?.kind,
    status: first?.status && { parts: first.status, findings: [] },
    findings: read.flatMap(({ findings }) => findings),
    isGone,
  };
}

function isSpecial(context: FileContext, { key, value }: Entry, { atStart }: TagsSetting): boolean {
  if (key === ERROR) return errorTagMeaning(context, value) === 'status';
  return key === SPAN_KIND && atStart && spanKindOf(context, value) !== undefined;
}

function statusOf(context: FileContext, entries: readonly Entry[], { name, isUndecided }: TagsSetting) {
  const error = entries.findLast(({ key }) => key === ERROR);
  if (!error || errorTagMeaning(context, error.value) === 'attribute') return [];
  const setting = { name, undecided: isUndecided?.() ?? false };
  return [{ property: error.property, value: statusArgument(context, error.value, setting) }];
}

function kindOf(context: FileContext, key: string | undefined, value: t.Node): SpanKindName | undefined {
  return key === SPAN_KIND ? spanKindOf(context, value) : undefined;
}

/** The value converted, and the key renamed if the user wants today's names. */
function entryEdits(context: FileContext, entry: Entry): Edit[] {
  const name = context.options.semconv === 'stable' ? successorOf(context, entry.key)?.name : undefined;
  return renamedEdits(context, entry, name);
}

/** The value of a field that is no tag, converted: today's names are those of attributes of spans. */
export function fieldEdits(context: FileContext, entry: Entry): Edit[] {
  return renamedEdits(context, entry, undefined);
}

function renamedEdits(context: FileContext, { property, value }: Entry, name: string | undefined): Edit[] {
  const converted = attributeValue(context, value);
  if (property.shorthand) return shorthandEdits(context, property, name, converted);
  return [
    ...(name === undefined ? [] : [replace(keyRange(context, property), quoted(context, name))]),
    ...attributeEdits(value, converted),
  ];
}

function shorthandEdits(
  context: FileContext,
  property: t.ObjectProperty,
  name: string | undefined,
  { before, after }: { readonly before: string; readonly after: string },
): Edit[] {
  if (name === undefined && before === '' && after === '') return [];
  const text = textOf(context.source, property.value);
  return [replace(property, `${name === undefined ? text : objectKey(context, name)}: ${before}${text}${after}`)];
}

/** The key with the brackets of a computed one. */
export function keyRange(context: FileContext, property: t.ObjectProperty): { start: number; end: number } {
  if (!property.computed) return rangeOf(property.key);
  const closing = context.source.text.indexOf(']', rangeOf(property.key).end);
  return { start: rangeOf(property).start, end: closing + 1 };
}

function secondEntry(context: FileContext, { key, value }: Entry): Part[][] {
  const name = context.options.semconv === 'dual' ? successorOf(context, key)?.name : undefined;
  if (name === undefined) return [];
  const { before, after } = attributeValue(context, value);
  return [[`${objectKey(context, name)}: ${before}${textOf(context.source, value)}${after}`]];
}

function findingsOf(context: FileContext, plain: readonly Entry[], setting: TagsSetting): Finding[] {
  return [
    ...plain.flatMap((entry) => entryFindings(context, entry, setting)),
    ...unprovenFindings(context, setting.name, unprovenAmong(plain.map(({ value }) => unprovenOf(context, value)))),
  ];
}

function entryFindings(context: FileContext, { property, key, value }: Entry, { name }: TagsSetting): Finding[] {
  if (key === undefined && !property.computed) return [];
  return keyFindings(context, { node: property, key, keyNode: property.key, value, name });
}

function spreadFinding(context: FileContext, spread: t.SpreadElement, name: string): Finding {
  return finding('OT210', context.source.path, spread, { name, value: textOf(context.source, spread.argument) });
}
