import type { Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { SourceFile } from '../../parse/source-file';
import { entryOnLine } from './choice-layout';
import { joinParts, type Place, roomAt, widthOf } from './layout';

/** An object literal in the user's spacing: `{ root: true }`; on several lines if it is wider than the room for it. */
export function objectParts(file: SourceFile, entries: readonly (readonly Part[])[], place?: Place): Part[] {
  if (entries.length === 0) return ['{}'];
  const { bracketSpacing, eol, indent, trailingComma } = detectStyle(file);
  const width = entries.reduce((sum, entry) => sum + widthOf(entry) + 2, 2);
  if (!place || width <= roomAt(place)) {
    const space = bracketSpacing ? ' ' : '';
    return [`{${space}`, ...joinParts(entries, ', '), `${space}}`];
  }
  const { base } = place;
  const deeper = `${base}${indent}`;
  const lines = entries.map((entry): Part[] => [`${eol}${deeper}`, ...entryOnLine(file, entry, deeper)]);
  return ['{', ...joinParts(lines, ','), `${trailingComma ? ',' : ''}${eol}${base}}`];
}
