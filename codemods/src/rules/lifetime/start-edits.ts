import type { Finding } from '../../catalog/findings';
import { type Edit, type Part, remove, replace } from '../../edit/edit';
import type { Unit } from '../../facts/types';
import { isTypeScript, rangeOf } from '../../parse/source-file';
import { withBaggage } from '../context/baggage-at-start';
import { kindAfterStart } from '../data/kind-after-start';
import type { FileContext } from '../types';
import { activeRegion } from './active';
import { activeEdits } from './active-edits';
import { type ArgumentLayout, layoutFor, ownLine, placeOf } from './argument-layout';
import { choiceOnLines } from './choice-layout';
import { unitsOfParent } from './context-call';
import { fallbackNotes } from './fallbacks';
import { indentationAt, outerEnd, roomAt, widthOf } from './layout';
import { lifetimesOf } from './lifetimes';
import type { Region } from './region';
import { editsOf, growthOfShape, type Shape, shapeParts } from './shape';
import { type StartCall, unitsOfStart } from './start-call';
import { kindEntry } from './start-options';

/** What rewriting one startSpan comes to. */
export interface StartEdits {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
  readonly units: readonly Unit[];
  /** The units that must move for this to be right. */
  readonly needs: readonly Unit[];
}

/** Rewrites a startSpan: around the code that the span covers if that is safe, else where it stands. */
export function startSpanEdits(context: FileContext, start: StartCall): StartEdits {
  const units = unitsOfStart(context, start.site);
  if (start.migrated) return { edits: [], findings: [], units, needs: [] };
  const region = lifetimesOf(context).regions.get(start.call);
  const { parentNode, findings } = start.options;
  const further = [...kindEntry(context, kindAfterStart(context, start.call)?.kind), ...rootEntry(context, start)];
  const onOneLine = shapeParts(context, start.options.shape, further);
  // Leaving the parent out is right only as long as the parent's own callback comes about.
  const around = parentNode && activeRegion(context, parentNode, start.call);
  const needs = parentNode && around ? unitsOfParent(context, parentNode) : [];
  const isLeftOut = around && (region || onOneLine || isOfSdk(context, start));
  const parent = start.options.parent.kind === 'context' && !isLeftOut ? start.options.parent.parts : [];
  const argument = contextArgument(context, start, parent);
  const layout = layoutFor(context, start, region, { options: onOneLine, lineage: afterComma(argument) });
  return {
    edits: [
      ...argumentEdits(context, start, region, { further, lineage: argument }, layout),
      ...layout.open,
      ...(region ? activeEdits(context, region, layout) : statusEdits(start)),
    ],
    findings: [...(around ? [] : findings), ...fallbackNotes(context, start)],
    units,
    needs,
  };
}

/**
 * Whether a tracer is surely the SDK's. What somebody hands in may be one of both APIs, while other code has not moved: that one takes
 * a name alone for OpenTracing's way to start a trace.
 */
function isOfSdk({ facts }: FileContext, { site: { receiver } }: StartCall): boolean {
  const evidence = receiver && facts.factOf(receiver)?.evidence;
  return evidence === 'import' || evidence === 'flow';
}

/** What comes in: entries of the options, and a Context. */
interface Additions {
  readonly further: readonly (readonly Part[])[];
  readonly lineage: ContextArgument;
}

/** The edits that turn name and options into name, options and context. */
function argumentEdits(
  context: FileContext,
  start: StartCall,
  region: Region | undefined,
  { further, lineage }: Additions,
  { separator, indent, close, nested }: ArgumentLayout,
): Edit[] {
  const { argument, options, name } = start;
  const parent = fitted(context, start, lineage, indent);
  const place =
    indent === undefined
      ? placeOf(context, start, afterComma(lineage), region)
      : { ...ownLine(indent, growthOfShape(context, options.shape)), joins: nested !== undefined };
  const object = withDefault(context, options.shape, region, shapeParts(context, options.shape, further, place));
  const inner = [...editsOf(options.shape), ...options.elsewhere];
  const at = outerEnd(context.source, name);
  const end = argument ? outerEnd(context.source, argument) : at;
  // Options of which nothing is left: their comma goes as well.
  if (!object && parent.length === 0) return argument ? [remove({ start: at, end }), ...inner] : inner;
  const given = [...indented(object ?? ['{}'], nested), ...(parent.length > 0 ? [separator, ...parent] : [])];
  if (argument && indent === undefined) return [replace({ start: rangeOf(argument).start, end }, ...given), ...inner];
  const until = close === undefined ? end : rangeOf(start.call).end - 1;
  return [replace({ start: at, end: until }, separator, ...given, close ?? ''), ...inner];
}

/** `startActiveSpan` is not declared to take options that are missing, as `startSpan` is. */
function withDefault(
  { source }: FileContext,
  shape: Shape,
  region: Region | undefined,
  object: readonly Part[] | undefined,
): readonly Part[] | undefined {
  const mayMiss = region !== undefined && shape.kind === 'given' && shape.mayMiss === true && isTypeScript(source);
  return object && mayMiss ? [...object, ' ?? {}'] : object;
}

/** Parts that move deeper into the file. */
function indented(parts: readonly Part[], nested: string | undefined): readonly Part[] {
  if (nested === undefined) return parts;
  return parts.map((part) =>
    typeof part === 'string' ? part.replaceAll('\n', `\n${nested}`) : { ...part, indent: nested },
  );
}

/** The third argument: the parent, or a call that adds baggage to it. */
interface ContextArgument {
  readonly onOneLine: readonly Part[];
  onLines(base: string): readonly Part[];
  /** It cannot stay in one line among arguments in one line: nothing else of them can be broken. */
  readonly isCall: boolean;
}

function contextArgument(context: FileContext, { call, options }: StartCall, parent: readonly Part[]): ContextArgument {
  const carried = withBaggage(context, call, options.parent.kind === 'root', parent);
  if (carried) return { ...carried, isCall: true };
  return { onOneLine: parent, onLines: (base) => choiceOnLines(context.source, parent, base), isCall: false };
}

function afterComma({ onOneLine }: ContextArgument): readonly Part[] {
  return onOneLine.length > 0 ? [', ', ...onOneLine] : [];
}

/** The argument as it fits where it stands: on a line of its own if `indent` says so. */
function fitted(
  { source }: FileContext,
  { call }: StartCall,
  { onOneLine, onLines, isCall }: ContextArgument,
  indent: string | undefined,
): readonly Part[] {
  if (indent === undefined) return isCall ? onLines(indentationAt(source, rangeOf(call).start)) : onOneLine;
  return widthOf(onOneLine) > roomAt(ownLine(indent)) ? onLines(indent) : onOneLine;
}

function rootEntry(context: FileContext, { options }: StartCall): readonly (readonly Part[])[] {
  // Options in a variable say it where they are made.
  const isSaid = options.parent.kind !== 'root' || options.shape.kind === 'given';
  return isSaid || context.options.parents === 'active' ? [] : [['root: true']];
}

/** An `error` among the start tags is a status, and that is set on what the call gives. */
function statusEdits({ call, options: { status } }: StartCall): Edit[] {
  const { end } = rangeOf(call);
  return status ? [replace({ start: end, end }, '.setStatus(', ...status, ')')] : [];
}
