import type { Finding } from '../../catalog/findings';
import { type Edit, type Part, remove, replace } from '../../edit/edit';
import type { Unit } from '../../facts/types';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { isTypeScript, rangeOf } from '../../parse/source-file';
import { editsOf, growthOfShape, type Shape, shapeParts } from '../options/shape';
import { type StartCall, unitsOfStart } from '../options/start-call';
import { unitsOfParent } from '../parents/context-call';
import { indentationAt, roomAt, widthOf } from '../syntax/layout';
import type { FileContext } from '../types';
import { activeEdits } from './active-edits';
import { type ArgumentLayout, ownLine, placeOf } from './argument-layout';
import { type CallPlan, planCall } from './call-plan';
import { fallbackNotes } from './fallbacks';
import type { Region } from './region';
import { afterComma, type ContextArgument } from './start-arguments';

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
  const plan = planCall(context, start);
  const { region, around, layout } = plan;
  const { parentNode, parent, findings } = start.options;
  // Where the parent is the active span nothing is written of it.
  const unsaid = new Set(around && parent.kind === 'context' ? parent.findings : []);
  return {
    edits: [
      ...argumentEdits(context, start, plan),
      ...layout.open,
      ...(region ? activeEdits(context, region, layout) : statusEdits(start)),
    ],
    findings: [...findings.filter((one) => !unsaid.has(one)), ...fallbackNotes(context, start)],
    units,
    needs: parentNode && around ? unitsOfParent(context, parentNode) : [],
  };
}

/** The edits that turn name and options into name, options and context. */
function argumentEdits(
  context: FileContext,
  start: StartCall,
  { region, further, lineage, layout: { separator, indent, close, nested, place: callPlace } }: CallPlan,
): Edit[] {
  const { argument, options, name } = start;
  const parent = fitted(context, start, lineage, { indent, place: callPlace });
  const place =
    indent === undefined
      ? placeOf(context, { start, region, place: callPlace, given: { lineage: afterComma(lineage) } })
      : { ...ownLine(indent, callPlace.moved, growthOfShape(context, options.shape)), joins: nested !== undefined };
  const object = withDefault(context, options.shape, region, shapeParts(context, options.shape, further, place));
  const inner = [...editsOf(options.shape), ...options.elsewhere];
  const at = outerEnd(context.source, name);
  const end = outerEnd(context.source, start.call.arguments.at(-1) ?? name);
  // Options of which nothing is left: their comma goes as well.
  if (!object && parent.length === 0) return argument ? [remove({ start: at, end }), ...inner] : inner;
  const given = [...indented(object ?? ['{}'], nested), ...(parent.length > 0 ? [separator, ...parent] : [])];
  if (argument && indent === undefined) return [replace({ start: outerStart(argument), end }, ...given), ...inner];
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

/** The argument as it fits where it stands: on a line of its own if `indent` says so. */
function fitted(
  { source }: FileContext,
  { call }: StartCall,
  { onOneLine, onLines, isCall }: ContextArgument,
  { indent, place }: Pick<ArgumentLayout, 'indent' | 'place'>,
): readonly Part[] {
  if (indent === undefined) return isCall ? onLines(indentationAt(source, rangeOf(call).start)) : onOneLine;
  return widthOf(onOneLine) > roomAt(ownLine(indent, place.moved)) ? onLines(indent) : onOneLine;
}

/** An `error` among the start tags is a status, and that is set on what the call gives. */
function statusEdits({ call, options: { status } }: StartCall): Edit[] {
  const { end } = rangeOf(call);
  return status ? [replace({ start: end, end }, '.setStatus(', ...status, ')')] : [];
}
