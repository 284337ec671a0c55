import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, structuredPatch } from 'diff';
import type { Write } from '../run-migration';
import type { Paint } from './paint';

/** What would be written, as a patch that `git apply` takes. `nameOf` gives the path that the patch names a file by. */
export function patchOf(writes: readonly Write[], nameOf: (write: Write) => string): string {
  return writes.map((write) => filePatch(write, nameOf(write))).join('');
}

function filePatch({ before, after }: Write, name: string): string {
  const from = quoted(`a/${name}`);
  const to = quoted(`b/${name}`);
  const patch = hunksOf(before?.text ?? '', after);
  const hunks = formatPatch(patch, FILE_HEADERS_ONLY).replace(/^--- .*\n\+\+\+ .*\n/, '');
  const mode = before === undefined ? 'new file mode 100644\n' : '';
  const source = before === undefined ? '/dev/null' : marked(from);
  return `diff --git ${from} ${to}\n${mode}--- ${source}\n+++ ${marked(to)}\n${ended(hunks)}`;
}

/** Past so many changed lines the search for the shortest patch takes minutes. */
const MOST_CHANGES = 4_000;

function hunksOf(before: string, after: string): StructuredPatch {
  const shortest = structuredPatch('before', 'after', before, after, '', '', {
    context: 3,
    maxEditLength: MOST_CHANGES,
  });
  if (shortest !== undefined) return shortest;
  // Against nothing, every line is a change of its own, and there is nothing to search.
  const [gone] = structuredPatch('before', 'after', before, '').hunks;
  const [come] = structuredPatch('before', 'after', '', after).hunks;
  const hunk = {
    oldStart: 1,
    oldLines: gone?.oldLines ?? 0,
    newStart: 1,
    newLines: come?.newLines ?? 0,
    lines: [...(gone?.lines ?? []), ...(come?.lines ?? [])],
  };
  return { oldFileName: 'before', newFileName: 'after', oldHeader: '', newHeader: '', hunks: [hunk] };
}

/** As git writes names that hold quotes, backslashes or control characters. */
function quoted(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /["\\\u0000-\u001f]/.test(name) ? JSON.stringify(name) : name;
}

/** A name with a space ends in a tab, so that nothing behind it is taken for a part of it. */
function marked(name: string): string {
  return name.includes(' ') && !name.startsWith('"') ? `${name}\t` : name;
}

function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** A patch in colours, for reading. */
export function paintPatch(patch: string, paint: Paint): string {
  return patch
    .split('\n')
    .map((line) => {
      if (/^(?:diff|---|\+\+\+|new file)/.test(line)) return paint('bold', line);
      if (line.startsWith('@@')) return paint('cyan', line);
      if (line.startsWith('+')) return paint('green', line);
      return line.startsWith('-') ? paint('red', line) : line;
    })
    .join('\n');
}
