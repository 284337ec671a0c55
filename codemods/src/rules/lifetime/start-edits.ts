import type { Finding } from '../../catalog/findings';
import { type Edit, type Part, remove, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { Unit } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { withBaggage } from '../context/baggage-at-start';
import { kindAfterStart } from '../data/kind-after-start';
import type { FileContext } from '../types';
import { activeRegion } from './active';
import { activeEdits } from './active-edits';
import { fallbackNotes } from './fallbacks';
import { growthOf, hasComment, indentationAt, outerEnd, type Place, placeAt, roomAt, widthOf } from './layout';
import { lifetimesOf } from './lifetimes';
import { unitsOfParent } from './parents';
import type { Region } from './region';
import { editsOf, shapeParts } from './shape';
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
  // Leaving the parent out is right only as long as the parent's own callback comes about.
  const around = parentNode && activeRegion(context, parentNode, start.call);
  const needs = parentNode && around ? unitsOfParent(context, parentNode) : [];
  const lineage = around ? [] : contextArgument(start);
  const separator = separatorFor(context, start, region, lineage);
  return {
    edits: [
      ...argumentEdits(context, start, { region, lineage, separator }),
      ...(region ? activeEdits(context, region, separator) : statusEdits(start)),
    ],
    findings: [...(around ? [] : findings), ...fallbackNotes(context, start)],
    units,
    needs,
  };
}

interface ArgumentLayout {
  readonly region: Region | undefined;
  /** The Context argument with a comma before it, if there is one. */
  readonly lineage: readonly Part[];
  /** What stands between the arguments. */
  readonly separator: string;
}

/** The edits that turn name and options into name, options and context. */
function argumentEdits(context: FileContext, start: StartCall, { region, lineage, separator }: ArgumentLayout): Edit[] {
  const { argument, options, name } = start;
  const further = [...kindEntry(context, kindAfterStart(context, start.call)?.kind), ...rootEntry(context, start)];
  const parent = withBaggage(context, start.call, options.parent.kind === 'root', lineage);
  const place =
    separator === ON_ONE_LINE ? placeOf(context, start, lineage, region) : ownLine(separator.replace(/^,\r?\n/, ''));
  const object = shapeParts(context, options.shape, further, place);
  const inner = [...editsOf(options.shape), ...options.elsewhere];
  const at = outerEnd(context.source, name);
  const end = argument ? outerEnd(context.source, argument) : at;
  // Options of which nothing is left: their comma goes as well.
  if (!object && parent.length === 0) return argument ? [remove({ start: at, end }), ...inner] : inner;
  const given = [...(object ?? ['{}']), ...(parent === lineage ? separated(lineage, separator) : parent)];
  if (argument && separator === ON_ONE_LINE)
    return [replace({ start: rangeOf(argument).start, end }, ...given), ...inner];
  return [replace({ start: at, end }, separator, ...given), ...inner];
}

function ownLine(base: string): Place {
  return { column: base.length, base, after: 1 };
}

function separated(lineage: readonly Part[], separator: string): readonly Part[] {
  return lineage.length > 0 ? [separator, ...lineage.slice(1)] : [];
}

const ON_ONE_LINE = ', ';

/** Arguments that do not fit in one line with a Context among them go on lines of their own. */
function separatorFor(
  context: FileContext,
  start: StartCall,
  region: Region | undefined,
  lineage: readonly Part[],
): string {
  const { source } = context;
  const written = { start: rangeOf(start.name).start, end: rangeOf(start.argument ?? start.name).end };
  const lines = /[\r\n]/.test(source.text.slice(rangeOf(start.call).start, written.end));
  if (!region || lineage.length === 0 || lines || hasComment(source, written)) return ON_ONE_LINE;
  const width = widthOf(shapeParts(context, start.options.shape, rootEntry(context, start)) ?? ['{}']);
  if (width <= roomAt(placeOf(context, start, lineage, region))) return ON_ONE_LINE;
  const { eol, indent } = detectStyle(source);
  return `,${eol}${indentationAt(source, rangeOf(region.declaration).start)}${indent}`;
}

/** Where the options stand once the call is rewritten. */
function placeOf(
  { source }: FileContext,
  { argument, name, options }: StartCall,
  parent: readonly Part[],
  region: Region | undefined,
): Place {
  const at = argument ? rangeOf(argument).start : outerEnd(source, name);
  return placeAt(source, at, widthOf(parent) + growthOf(editsOf(options.shape)) + (region ? widthGained(region) : 2));
}

/** How much longer the line of a call gets when it is no longer a declaration but opens a callback. */
function widthGained({ declaration, start, id, isAsync, returns }: Region): number {
  const declared = rangeOf(start.call).start - rangeOf(declaration).start;
  const before = returns ? 'return '.length : isAsync ? 'await '.length : 0;
  return before + 'Active'.length + `, ${isAsync ? 'async ' : ''}(${id.name}) => {`.length - declared;
}

function contextArgument({ options: { parent } }: StartCall): readonly Part[] {
  return parent.kind === 'context' ? [', ', ...parent.parts] : [];
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
