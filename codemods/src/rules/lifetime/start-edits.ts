import type { Finding } from '../../catalog/findings';
import { type Edit, type Part, remove, replace } from '../../edit/edit';
import type { Unit } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { kindAfterStart } from '../data/kind-after-start';
import type { FileContext } from '../types';
import { activeRegion } from './active';
import { activeEdits } from './active-edits';
import { fallbackNotes } from './fallbacks';
import { objectParts, outerEnd } from './layout';
import { lifetimesOf } from './lifetimes';
import { changeLiteral } from './literal';
import { unitsOfParent } from './parents';
import { type StartCall, unitsOfStart } from './start-call';

/** What rewriting one startSpan comes to. */
export interface StartEdits {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
  readonly units: readonly Unit[];
}

/** Rewrites a startSpan: around the code that the span covers if that is safe, else where it stands. */
export function startSpanEdits(context: FileContext, start: StartCall): StartEdits {
  const units = unitsOfStart(context, start.site);
  if (start.migrated) return { edits: [], findings: [], units };
  const region = lifetimesOf(context).regions.get(start.call);
  const { parentNode, findings } = start.options;
  // Leaving the parent out is right only as long as the parent's own callback comes about.
  const around = parentNode && activeRegion(context, parentNode, start.call);
  const inherited = parentNode && around ? unitsOfParent(context, parentNode) : [];
  return {
    edits: [
      ...argumentEdits(context, start, around !== undefined),
      ...(region ? activeEdits(context, region) : statusEdits(start)),
    ],
    findings: [...(around ? [] : findings), ...fallbackNotes(context, start)],
    units: [...units, ...inherited],
  };
}

/** The edits that turn name and options into name, options and context. */
function argumentEdits(context: FileContext, start: StartCall, inParent: boolean): Edit[] {
  const { literal, argument, options, name } = start;
  const added = [...options.added, ...kindEntry(context, start), ...rootEntry(context, start)];
  const parent = inParent ? [] : contextArgument(start);
  if (!argument || !literal) return bareEdits(context, start, added, parent);
  const changed = changeLiteral(context.source, literal, { removed: options.removed, added });
  if (!changed && parent.length === 0)
    return [remove({ start: outerEnd(context.source, name), end: outerEnd(context.source, argument) })];
  return [replace(argument, ...(changed ?? ['{}']), ...parent), ...options.edits];
}

/** Where there were no options. */
function bareEdits(
  context: FileContext,
  { argument, name }: StartCall,
  added: readonly (readonly Part[])[],
  parent: readonly Part[],
): Edit[] {
  const object = added.length + parent.length > 0 ? objectParts(context.source, added) : [];
  // `undefined` as options: nothing to keep of it.
  if (argument) return [replace(argument, ...(object.length > 0 ? object : ['{}']), ...parent)];
  if (object.length === 0) return [];
  const at = outerEnd(context.source, name);
  return [replace({ start: at, end: at }, ', ', ...object, ...parent)];
}

function contextArgument({ options: { parent } }: StartCall): readonly Part[] {
  return parent.kind === 'context' ? [', ', ...parent.parts] : [];
}

function kindEntry(context: FileContext, start: StartCall): readonly (readonly Part[])[] {
  const kind = start.options.kind ?? kindAfterStart(context, start.call)?.kind;
  return kind ? [[`kind: ${context.api('SpanKind')}.${kind}`]] : [];
}

function rootEntry(context: FileContext, { options: { parent } }: StartCall): readonly (readonly Part[])[] {
  return parent.kind === 'root' && context.options.parents === 'faithful' ? [['root: true']] : [];
}

/** An `error` among the start tags is a status, and that is set on what the call gives. */
function statusEdits({ call, options: { status } }: StartCall): Edit[] {
  const { end } = rangeOf(call);
  return status ? [replace({ start: end, end }, '.setStatus(', ...status, ')')] : [];
}
