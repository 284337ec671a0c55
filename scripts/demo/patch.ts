import { parsePatch, type StructuredPatch } from 'diff';
import { paint } from './terminal';

/** Each file of a patch by its name, its first lines, and how many are left out. */
export function shortenPatch(patch: string, linesPerFile: number): string {
  return filesOf(patch)
    .map((file) => shortenFile(file, linesPerFile))
    .join('\n\n');
}

/** How many files a patch changes, and how many lines it adds and removes. */
export function summarisePatch(patch: string): string {
  const files = filesOf(patch);
  const lines = files.flatMap(linesOf);
  return `${files.length} files, ${countOf(lines)}`;
}

function filesOf(patch: string): StructuredPatch[] {
  return parsePatch(patch).filter(({ hunks }) => hunks.length > 0);
}

function linesOf({ hunks }: StructuredPatch): string[] {
  return hunks.flatMap(({ lines }) => lines);
}

function countOf(lines: readonly string[]): string {
  const count = (sign: string) => lines.filter((line) => line.startsWith(sign)).length;
  return `+${count('+')} -${count('-')} lines`;
}

function shortenFile(file: StructuredPatch, most: number): string {
  const lines = file.hunks.flatMap((hunk) => [`@@ line ${hunk.newStart} @@`, ...hunk.lines]);
  const left = lines.length - most;
  return [
    `${paint.bold(nameOf(file))}  ${paint.dim(countOf(linesOf(file)))}`,
    ...lines.slice(0, most).map(paintLine),
    ...(left > 0 ? [paint.dim(`… and ${left} more lines`)] : []),
  ].join('\n');
}

function nameOf({ oldFileName = '', newFileName = '' }: StructuredPatch): string {
  const name = newFileName === '/dev/null' ? oldFileName : newFileName;
  return name.replace(/^[ab]\//, '');
}

function paintLine(line: string): string {
  if (line.startsWith('+')) return paint.good(line);
  if (line.startsWith('-')) return paint.bad(line);
  return line.startsWith('@@') ? paint.name(line) : line;
}
