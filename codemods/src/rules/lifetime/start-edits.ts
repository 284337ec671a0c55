import type { Finding } from '../../catalog/findings';
import { type Edit, type Part, remove, replace } from '../../edit/edit';
import type { Unit } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { withBaggage } from '../context/baggage-at-start';
import { kindAfterStart } from '../data/kind-after-start';
import type { FileContext } from '../types';
import { activeRegion } from './active';
import { activeEdits } from './active-edits';
import { fallbackNotes } from './fallbacks';
import { growthOf, outerEnd, type Place, widthOf } from './layout';
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
  return {
    edits: [
      ...argumentEdits(context, start, around !== undefined, region),
      ...(region ? activeEdits(context, region) : statusEdits(start)),
    ],
    findings: [...(around ? [] : findings), ...fallbackNotes(context, start)],
    units,
    needs,
  };
}

/** The edits that turn name and options into name, options and context. */
function argumentEdits(context: FileContext, start: StartCall, inParent: boolean, region: Region | undefined): Edit[] {
  const { argument, options, name } = start;
  const further = [...kindEntry(context, kindAfterStart(context, start.call)?.kind), ...rootEntry(context, start)];
  const lineage = inParent ? [] : contextArgument(start);
  const parent = withBaggage(context, start.call, options.parent.kind === 'root', lineage);
  const object = shapeParts(context, options.shape, further, placeOf(context, start, lineage, region));
  const inner = [...editsOf(options.shape), ...options.elsewhere];
  const at = outerEnd(context.source, name);
  if (argument && (object || parent.length > 0)) return [replace(argument, ...(object ?? ['{}']), ...parent), ...inner];
  // Options of which nothing is left: their comma goes as well.
  if (argument) return [remove({ start: at, end: outerEnd(context.source, argument) }), ...inner];
  if (!object && parent.length === 0) return inner;
  return [replace({ start: at, end: at }, ', ', ...(object ?? ['{}']), ...parent), ...inner];
}

/** Where the options stand once the call is rewritten. */
function placeOf(
  { source }: FileContext,
  { argument, name, options }: StartCall,
  parent: readonly Part[],
  region: Region | undefined,
): Place {
  const at = argument ? rangeOf(argument).start : outerEnd(source, name);
  return { at, after: widthOf(parent) + growthOf(editsOf(options.shape)) + (region ? widthGained(region) : 2) };
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
