import { keep, type Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { type Range, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { choiceOnLines } from './choice-layout';
import {
  columnsOf,
  hasComment,
  indentationAt,
  joinParts,
  lineStart,
  placeAt,
  restOfLine,
  roomAt,
  widthOf,
} from './layout';
import type { AnyCall } from './syntax';

/** What is called in the place of another call, and with what. */
export interface NewCall {
  readonly head: string;
  readonly given: readonly (readonly Part[])[];
}

/**
 * A call that takes the place of another: each argument stands on a line of its own where those of the other did, or where one line is too short.
 * `range`: what is replaced, if that is more than the call.
 */
export function callInPlace(
  source: SourceFile,
  call: AnyCall,
  { head, given }: NewCall,
  range: Range = rangeOf(call),
): Part[] {
  const one = [`${head}(`, ...joinParts(given, ', '), ')'];
  const indent = indentOfArguments(source, call);
  const place = placeAt(source, range.start, 0, restOfLine(source, range.end).length);
  const needed = firstLine(source, one);
  const isTooWide = needed > roomAt(place);
  const isMeant = indent !== undefined && (needed > NARROW - place.column || isOnLinesByChoice(source, call));
  if (hasComment(source, range) || !(isTooWide || isMeant)) return one;
  const { argumentComma, eol, indent: step } = detectStyle(source);
  const isWithdrawn =
    isOnLaterLine(source, call, range) && !given.flat().some((part) => hasBreak(textOfPart(source, part)));
  const deeper = isWithdrawn ? `${place.base}${step}` : (indent ?? `${place.base}${step}`);
  const base = isWithdrawn || indent === undefined ? place.base : indentationAt(source, range.end);
  const moved = indent === undefined ? step : undefined;
  const lines = given.map((parts) => [`${eol}${deeper}`, ...argumentOnLine(source, parts, deeper, moved)]);
  return [`${head}(`, ...joinParts(lines, ','), `${argumentComma ? ',' : ''}${eol}${base})`];
}

/** The method is called on a line below its object, and further in: what takes its place begins where that did. */
function isOnLaterLine(source: SourceFile, { callee }: AnyCall, { start, end }: Range): boolean {
  const [outer, inner] = [indentationAt(source, start), indentationAt(source, end)];
  return 'property' in callee && hasBreak(textOf(source, callee)) && inner !== outer && inner.startsWith(outer);
}

/** Lines that are no longer fit into those of every author. */
const NARROW = 80;

/** The arguments would have gone on one line, and stand on lines of their own all the same. */
function isOnLinesByChoice(source: SourceFile, { callee, arguments: given, start }: AnyCall): boolean {
  const texts = [callee, ...given].map((node) => textOf(source, node));
  const width = texts.reduce((sum, text) => sum + text.length + 2, columnsOf(indentationAt(source, start ?? 0)));
  return width <= NARROW && !texts.some(hasBreak);
}

/** The indentation of arguments that stand on lines of their own, below the call. */
function indentOfArguments(source: SourceFile, { arguments: given }: AnyCall): string | undefined {
  const starts = given.map((argument) => rangeOf(argument).start);
  const isBelow = starts.every((start) => /^\s*$/.test(source.text.slice(lineStart(source, start), start)));
  const [first] = starts;
  return first !== undefined && isBelow ? indentationAt(source, first) : undefined;
}

/** `moved`: how much deeper what has several lines goes. */
function argumentOnLine(
  source: SourceFile,
  parts: readonly Part[],
  indent: string,
  moved: string | undefined,
): readonly Part[] {
  const room = roomAt({ column: columnsOf(indent), base: indent, after: 1 });
  const placed = parts.map((part) => (typeof part === 'string' ? part : keep(part, moved)));
  return widthOf(parts) > room && !parts.some((part) => hasBreak(textOfPart(source, part)))
    ? choiceOnLines(source, placed, indent)
    : placed;
}

/** The columns that parts take up to the first line break among them. */
function firstLine(source: SourceFile, parts: readonly Part[]): number {
  const broken = parts.findIndex((part) => hasBreak(textOfPart(source, part)));
  const last = parts[broken];
  if (last === undefined) return widthOf(parts);
  return widthOf([...parts.slice(0, broken), textOfPart(source, last).replace(/[\r\n][\s\S]*/, '')]);
}

function textOfPart({ text }: SourceFile, part: Part): string {
  return typeof part === 'string' ? part : text.slice(part.start, part.end);
}

function hasBreak(text: string): boolean {
  return /[\r\n]/.test(text);
}
