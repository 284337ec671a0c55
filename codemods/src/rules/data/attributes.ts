import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, type Part, replace } from '../../edit/edit';
import { rangeOf, textOf } from '../../parse/source-file';
import { type Entry, entriesOf, type Property, spreadsOf } from '../syntax/object-entries';
import { objectKey, quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { attributeEdits, attributeValue } from '../values/attribute-value';
import { keyFindings } from './key-findings';
import { type SpanKindName, spanKindOf } from './span-kind';
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
}

/** Reads a literal of tags, as given to `startSpan` or `addTags`. */
export function attributesOf(
  context: FileContext,
  literal: t.ObjectExpression,
  setting: TagsSetting,
): AttributesOfTags {
  const entries = entriesOf(context, literal);
  const special = entries.filter((entry) => isSpecial(context, entry, setting));
  const plain = entries.filter((entry) => !special.includes(entry));
  const status = statusOf(context, entries, setting);
  const kind = kindOf(context, special);
  return {
    removed: new Set(special.map(({ property }) => property)),
    edits: plain.flatMap((entry) => entryEdits(context, entry)),
    added: plain.flatMap((entry) => secondEntry(context, entry)),
    ...(kind ? { kind } : {}),
    ...(status ? { status: status.parts } : {}),
    findings: [...(status?.findings ?? []), ...findingsOf(context, literal, plain, setting)],
  };
}

function isSpecial(context: FileContext, { key, value }: Entry, { atStart }: TagsSetting): boolean {
  if (key === ERROR) return errorTagMeaning(context, value) === 'status';
  return key === SPAN_KIND && atStart && spanKindOf(context, value) !== undefined;
}

function statusOf(context: FileContext, entries: readonly Entry[], { name }: TagsSetting) {
  const error = entries.findLast(({ key }) => key === ERROR);
  const isStatus = error && errorTagMeaning(context, error.value) !== 'attribute';
  return isStatus ? statusArgument(context, error.value, { name }) : undefined;
}

function kindOf(context: FileContext, special: readonly Entry[]): SpanKindName | undefined {
  const entry = special.findLast(({ key }) => key === SPAN_KIND);
  return entry && spanKindOf(context, entry.value);
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

function findingsOf(
  context: FileContext,
  literal: t.ObjectExpression,
  plain: readonly Entry[],
  setting: TagsSetting,
): Finding[] {
  return [
    ...plain.flatMap((entry) => entryFindings(context, entry, setting)),
    ...unprovenFinding(context, plain, setting),
    ...spreadsOf(literal).map((spread) => spreadFinding(context, spread, setting.name)),
  ];
}

function entryFindings(context: FileContext, { property, key, value }: Entry, { name }: TagsSetting): Finding[] {
  if (key === undefined && !property.computed) return [];
  return keyFindings(context, { node: property, key, keyNode: property.key, value, name });
}

/** One note for all values of a literal. */
function unprovenFinding(context: FileContext, plain: readonly Entry[], { name }: TagsSetting): Finding[] {
  const first = plain.find(({ value }) => attributeValue(context, value).unproven);
  if (!first) return [];
  return [finding('OT201', context.source.path, first.value, { name, value: textOf(context.source, first.value) })];
}

function spreadFinding(context: FileContext, spread: t.SpreadElement, name: string): Finding {
  return finding('OT210', context.source.path, spread, { name, value: textOf(context.source, spread.argument) });
}
