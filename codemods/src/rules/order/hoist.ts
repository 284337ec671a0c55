import type * as t from '@babel/types';
import { type Edit, keep, replace } from '../../edit/edit';
import { propertyName } from '../../parse/key-name';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { isWithin, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import type { Effect } from '../effects/effects';
import { endOfLineBefore } from '../syntax/constant-before';
import { nameFor } from '../syntax/name-for';
import { ownStatement } from '../syntax/own-statement';
import type { FileContext } from '../types';
import { type GivenValue, givenValueOf } from './arguments-of-site';

/** What it takes to evaluate some values before the statement of a call. */
interface Hoisted {
  readonly values: readonly t.Node[];
  /** The constants, above the statement; and above what another edit puts there. */
  readonly declarations: readonly Edit[];
  /** The edits, with the names where the values stood. */
  readonly edits: readonly Edit[];
}

/** Constants before the statement for the values that hold some parts of a call. Undefined where it is not the first thing there. */
export function hoist(
  context: FileContext,
  call: t.Node,
  edits: readonly Edit[],
  parts: readonly Effect[],
): Hoisted | undefined {
  const { source } = context;
  const statement = ownStatement(source, call);
  if (!statement) return undefined;
  const values = new Map<t.Node, GivenValue>();
  for (const { node } of parts) {
    const given = givenValueOf(context, call, node);
    if (!given || holdsSite(context, given.value)) return undefined;
    values.set(given.value, given);
  }
  const inOrder = [...values.values()].sort((a, b) => rangeOf(a.value).start - rangeOf(b.value).start);
  const named = inOrder.map((given) => ({ ...given, name: nameOf(context, given) }));
  const { start, end } = rangeOf(statement);
  const line = endOfLineBefore(source, statement);
  const declared = named.map(({ value, name }) => `const ${name} = ${asWritten(source, value)}${line}`).join('');
  return {
    values: named.map(({ value }) => value),
    declarations: [
      replace({ start, end: start }, declared),
      { start, end, parts: [declared, keep({ start, end })], order: -1 },
    ],
    edits: [
      ...edits.map((edit) => named.reduce((all, one) => withNameIn(source, all, one), edit)),
      ...named.map((one) => inPlace(source, edits, one)),
    ],
  };
}

/** With its parentheses, without which a list of expressions would not be one. */
function asWritten(source: SourceFile, value: t.Node): string {
  return source.text.slice(outerStart(value), outerEnd(source, value));
}

/** Rules write a value as text where it comes to stand a second time. */
function withNameIn(source: SourceFile, edit: Edit, { value, name }: { value: t.Node; name: string }): Edit {
  const text = textOf(source, value);
  return { ...edit, parts: edit.parts.map((part) => (typeof part === 'string' ? part.replaceAll(text, name) : part)) };
}

/** `{ n }`, or the name where the value stood if more is written there. */
function inPlace(
  source: SourceFile,
  edits: readonly Edit[],
  { value, property, name }: GivenValue & { name: string },
): Edit {
  const { start, end } = rangeOf(property ?? value);
  const isTouched = edits.some(({ start: from, end: until, parts }) => {
    if (from >= start && until <= end) return true;
    const stays = parts.some((part) => typeof part !== 'string' && isWithin({ start, end }, part));
    return from < end && start < until && !stays;
  });
  const isShort = property && !property.computed && property.key.type === 'Identifier' && property.key.name === name;
  if (isShort && !isTouched) return replace(property, name);
  if (property?.shorthand) return replace(property, `${textOf(source, property.key)}: ${name}`);
  return replace(value, name);
}

function holdsSite({ facts }: FileContext, value: t.Node): boolean {
  const range = rangeOf(value);
  return facts.calls.some(({ node }) => isWithin(rangeOf(node), range));
}

/** The name of the property, or of what it is. */
function nameOf(context: FileContext, { value, property }: GivenValue): string {
  const word = wordFor(property ?? propertyAround(context.source, value));
  return nameFor(context, value, word === 'value' ? [word] : [word, `${word}Value`]);
}

/** The property whose list a value is a member of. */
function propertyAround({ parents }: SourceFile, value: t.Node): t.ObjectProperty | undefined {
  const list = parents.get(value);
  const property = list?.type === 'ArrayExpression' ? parents.get(list) : undefined;
  return property?.type === 'ObjectProperty' ? property : undefined;
}

function wordFor(property: t.ObjectProperty | undefined): string {
  const key = property && propertyName(property);
  if (key === 'childOf') return 'parent';
  return key !== undefined && /^[A-Za-z_$][\w$]*$/.test(key) && !RESERVED.has(key) ? key : 'value';
}

const RESERVED: ReadonlySet<string> = new Set(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield'.split(
    ' ',
  ),
);
