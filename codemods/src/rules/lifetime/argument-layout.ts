import type { Member } from '../../catalog/opentracing-api';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { annotationOf } from '../../parse/annotation';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { tracerOf } from '../calls/tracer-of';
import { isOpenTracings } from '../options/options-annotation';
import { growthOfShape, shapeParts } from '../options/shape';
import type { StartCall } from '../options/start-call';
import {
  breakInCallee,
  columnsOf,
  hasComment,
  indentationAt,
  lineStart,
  type Place,
  placeAt,
  roomAt,
  widthOf,
} from '../syntax/layout';
import { type AnyCall, calleeOf } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isAnyTyped } from '../values/any-typed';
import type { Region } from './region';

/** The line of its own that a branch of a choice gets. */
export interface BranchLine {
  readonly indent: string;
  /** The indentation of further lines of the call, behind the mark of the branch. */
  readonly aligned: string;
  /** What breaks the choice; with one of its branches only. */
  readonly edits: readonly Edit[];
}

/** What stands before a branch on its line. */
export const BRANCH_MARK = '? ';

/** Where a call comes to stand. */
export interface CallPlace {
  /** The columns by which it moves, because it stands in the callbacks of other spans. */
  readonly moved: number;
  /** The line of its own that it gets as the branch of a choice. */
  readonly branch: BranchLine | undefined;
}

/** How the arguments of a rewritten call stand: in one line, or each on a line of its own. */
export interface ArgumentLayout {
  readonly place: CallPlace;
  /** What stands between two arguments. */
  readonly separator: string;
  /** The indentation of arguments on lines of their own. */
  readonly indent: string | undefined;
  /** The edits that break the line before the call, and before its first argument. */
  readonly open: readonly Edit[];
  /** What stands after the last argument instead of what stood there. */
  readonly close: string | undefined;
  /** How much deeper options on several lines go. */
  readonly nested: string | undefined;
}

const ON_ONE_LINE: Omit<ArgumentLayout, 'place'> = {
  separator: ', ',
  indent: undefined,
  open: [],
  close: undefined,
  nested: undefined,
};

/** What a call is given behind the name, in one line. */
export interface Given {
  /** Nothing if there are no options. */
  readonly options: readonly Part[] | undefined;
  /** The Context and the comma before it. */
  readonly lineage: readonly Part[];
}

/** A call that starts a span, where it comes to stand, and what it is given. */
export interface PlacedCall {
  readonly start: StartCall;
  readonly region: Region | undefined;
  readonly place: CallPlace;
  readonly given: Pick<Given, 'lineage'>;
}

interface RewrittenCall extends PlacedCall {
  readonly given: Given;
}

/**
 * Arguments stay on lines of their own, and go there if something that comes after the options makes the line too long: a Context or a callback.
 * Options that are the last of a call are broken up themselves.
 */
export function layoutFor(context: FileContext, call: RewrittenCall): ArgumentLayout {
  const { source } = context;
  const { start, region, given, place } = call;
  const name = outerStart(start.name);
  const open = source.text.lastIndexOf('(', name - 1) + 1;
  const { argumentComma, eol, indent } = detectStyle(source);
  const onLines = (column: string) => ({ separator: `,${eol}${column}`, indent: column });
  if (/[\r\n]/.test(source.text.slice(open, name)))
    return { place, ...ON_ONE_LINE, ...onLines(indentationAt(source, name)) };
  const broken = place.branch?.edits ?? [];
  if (region?.onOneLine) return { place, ...ON_ONE_LINE };
  const isLast = given.lineage.length === 0 && region === undefined;
  if (isLast || !isTooWide(context, call)) return { place, ...ON_ONE_LINE, open: broken };
  const base = place.branch?.aligned ?? indentationAt(source, rangeOf(start.call).start);
  return {
    place,
    ...onLines(`${base}${indent}`),
    open: [...broken, replace({ start: open, end: name }, `${eol}${base}${indent}`)],
    close: region ? undefined : `${argumentComma ? ',' : ''}${eol}${base}`,
    nested: isOnLines(context, start) && keepsLines(context, start) ? indent : undefined,
  };
}

function isTooWide(context: FileContext, call: RewrittenCall): boolean {
  const { source } = context;
  const { start, region, place } = call;
  const { options, lineage } = call.given;
  const { argument, name } = start;
  const written = rangeOf(start.call);
  if (isKept(context, start) && isOnLines(context, start)) {
    const beside = [
      { start: rangeOf(name).start, end: rangeOf(argument ?? name).start },
      { start: rangeOf(argument ?? name).end, end: written.end },
    ];
    // The last line of the options goes on with the Context: `}, trace.setSpan(...), (span) => {`.
    const last = place.moved + columnsOf(indentationAt(source, rangeOf(argument ?? name).end)) + '}, '.length;
    const after = widthOf(lineage) + (region ? callbackWidth(context, region) : 2);
    // Two more arguments behind options on several lines are hard to find, however short they are.
    const isHidden = region !== undefined && lineage.length > 0;
    const isWide = isHidden || roomAt({ column: last, base: '', after }) < 0;
    return isWide && !beside.some((range) => hasComment(source, range));
  }
  // Of options that only named the parent nothing is left, nor of their lines.
  const from = (region && breakInCallee(source, start.call)?.end) ?? written.start;
  const stays = isKept(context, start) || !isOnLines(context, start) ? source.text.slice(from, written.end) : '';
  if (/[\r\n]/.test(stays) || hasComment(source, written)) return false;
  return widthOf(options ?? ['{}']) > roomAt(placeOf(context, call));
}

/** Whether anything of the options that were written is left. */
function isKept(context: FileContext, { options }: StartCall): boolean {
  return shapeParts(context, options.shape, []) !== undefined;
}

/** Whether its lines are still those of the source: of one of which no property is left, only what comes in is written, and anew. */
function keepsLines({ source }: FileContext, { options: { shape } }: StartCall): boolean {
  if (shape.kind !== 'literal') return true;
  const { literal, removed } = shape;
  return literal.properties.some((property) => !removed.has(property)) || hasComment(source, rangeOf(literal));
}

/** A literal on several lines, behind a name on the line of the call. */
function isOnLines({ source }: FileContext, { argument, name, call }: StartCall): boolean {
  if (argument?.type !== 'ObjectExpression') return false;
  const { start, end } = rangeOf(argument);
  const before = source.text.slice(rangeOf(name).start, start);
  const after = source.text.slice(end, rangeOf(call).end);
  return !/[\r\n]/.test(before + after) && /[\r\n]/.test(source.text.slice(start, end));
}

/** Where the options stand once the call is rewritten in one line. */
export function placeOf(context: FileContext, { start, region, given, place: { moved, branch } }: PlacedCall): Place {
  const { source } = context;
  const { argument, call, name, options } = start;
  const at = argument ? outerStart(argument) : outerEnd(source, name);
  const gained = receiverGrowth(context, call) + (region ? widthGained(context, region) : 2);
  const after = widthOf(given.lineage) + growthOfShape(context, options.shape) + gained;
  if (branch) {
    const before = columnsOf(branch.indent) + BRANCH_MARK.length + at - rangeOf(call).start;
    return { column: moved + before, base: branch.aligned, after };
  }
  const place = placeAt(source, at, moved, after);
  const broken = region && breakInCallee(source, call);
  if (!broken) return place;
  const joined = source.text.slice(lineStart(source, broken.start), broken.start);
  return {
    ...place,
    column: moved + columnsOf(joined) + at - broken.end + 1,
    base: indentationAt(source, broken.start),
  };
}

/** How much longer `globalTracer()` and `span.tracer()` get, which another rule rewrites, where a span is started on them. */
function receiverGrowth(context: FileContext, call: AnyCall): number {
  const receiver = calleeOf(call)?.object;
  const site = receiver && siteOf(context, unwrap(receiver));
  if (!site || !GIVE_A_TRACER.has(site.member)) return 0;
  // The project's own tracer is still asked for where it is the global one.
  if (site.member === 'globalTracer' && context.project.ownGlobalTracerFor(context.source.path)) return 0;
  return widthOf([tracerOf(context)]) - widthOf([keep(site.node)]);
}

const GIVE_A_TRACER: ReadonlySet<Member> = new Set(['globalTracer', 'span.tracer', 'mockSpan.tracer']);

/** How much longer the line of a call gets when it is no longer a declaration but opens a callback. */
function widthGained(context: FileContext, region: Region): number {
  const declared = rangeOf(region.start.call).start - rangeOf(region.declaration).start;
  const before = region.returns ? 'return '.length : region.isAsync ? 'await '.length : 0;
  return before + 'Active'.length + callbackWidth(context, region) - declared;
}

function callbackWidth(context: FileContext, region: Region): number {
  return `, ${callbackHead(context, region)}`.length;
}

/** How the callback of a region begins. */
export function callbackHead(context: FileContext, region: Region): string {
  const { id, isAsync, returnType } = region;
  const type = parameterType(context, region);
  const isBare = !type && !returnType.annotation && !detectStyle(context.source).arrowParentheses;
  return `${isAsync ? 'async ' : ''}${isBare ? id.name : `(${id.name}${type})${returnType.annotation}`} => {`;
}

/** What the compiler infers from the tracer's type has to be said where that is `any`: what the span of such a tracer is, too. */
function parameterType(context: FileContext, { id, start }: Region): string {
  const tracer = calleeOf(start.call)?.object;
  if (!tracer || !isAnyTyped(context, tracer)) return '';
  const declared = annotationOf(id);
  return `: ${declared && isOpenTracings(context, declared, 'Span') ? context.api('Span') : 'any'}`;
}

/** The place of an argument on a line of its own. `grown`: by how much other edits make it longer. */
export function ownLine(indent: string, moved: number, grown = 0): Place {
  return { column: moved + columnsOf(indent), base: indent, after: 1 + grown };
}
