import { type Edit, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { growthOf, hasComment, indentationAt, outerEnd, type Place, placeAt, roomAt, widthOf } from './layout';
import type { Region } from './region';
import { editsOf, shapeParts } from './shape';
import type { StartCall } from './start-call';

/** How the arguments of a rewritten call stand: in one line, or each on a line of its own. */
export interface ArgumentLayout {
  /** What stands between two arguments. */
  readonly separator: string;
  /** The indentation of arguments on lines of their own. */
  readonly indent: string | undefined;
  /** The edit that breaks the line before the first argument. */
  readonly open: readonly Edit[];
  /** What stands after the last argument instead of what stood there. */
  readonly close: string | undefined;
}

const ON_ONE_LINE: ArgumentLayout = { separator: ', ', indent: undefined, open: [], close: undefined };

/** Arguments stay on lines of their own, and go there if a Context among them makes the line too long. */
export function layoutFor(
  context: FileContext,
  start: StartCall,
  region: Region | undefined,
  lineage: readonly Part[],
): ArgumentLayout {
  const { source } = context;
  const { start: name } = rangeOf(start.name);
  const open = source.text.lastIndexOf('(', name) + 1;
  const { eol, indent, trailingComma } = detectStyle(source);
  const onLines = (column: string) => ({ separator: `,${eol}${column}`, indent: column });
  if (/[\r\n]/.test(source.text.slice(open, name)))
    return { ...onLines(indentationAt(source, name)), open: [], close: undefined };
  if (lineage.length === 0 || !isTooWide(context, start, region, lineage)) return ON_ONE_LINE;
  const base = indentationAt(source, rangeOf(start.call).start);
  return {
    ...onLines(`${base}${indent}`),
    open: [replace({ start: open, end: name }, `${eol}${base}${indent}`)],
    close: region ? undefined : `${trailingComma ? ',' : ''}${eol}${base}`,
  };
}

function isTooWide(
  context: FileContext,
  start: StartCall,
  region: Region | undefined,
  lineage: readonly Part[],
): boolean {
  const { source } = context;
  const written = rangeOf(start.call);
  if (/[\r\n]/.test(source.text.slice(written.start, written.end)) || hasComment(source, written)) return false;
  const width = widthOf(shapeParts(context, start.options.shape, []) ?? ['{}']);
  return width > roomAt(placeOf(context, start, lineage, region));
}

/** Where the options stand once the call is rewritten in one line. */
export function placeOf(
  { source }: FileContext,
  { argument, name, options }: StartCall,
  parent: readonly Part[],
  region: Region | undefined,
): Place {
  const at = argument ? rangeOf(argument).start : outerEnd(source, name);
  const gained = region ? widthGained(region) : 2;
  return placeAt(source, at, widthOf(parent) + growthOf(editsOf(options.shape)) + gained);
}

/** How much longer the line of a call gets when it is no longer a declaration but opens a callback. */
function widthGained({ declaration, start, id, isAsync, returns, returnType }: Region): number {
  const declared = rangeOf(start.call).start - rangeOf(declaration).start;
  const before = returns ? 'return '.length : isAsync ? 'await '.length : 0;
  return before + 'Active'.length + `, ${isAsync ? 'async ' : ''}(${id.name})${returnType} => {`.length - declared;
}

/** The place of the options on a line of their own. */
export function ownLine(indent: string): Place {
  return { column: indent.length, base: indent, after: 1 };
}
