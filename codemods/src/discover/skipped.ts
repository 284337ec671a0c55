/** Why a file is not looked at. */
export type SkipReason =
  | 'in node_modules'
  | 'build output'
  | 'generated'
  | 'minified'
  | 'in a repository of its own'
  | 'not UTF-8'
  | 'the same file under another name'
  | 'a link that leads out of the project'
  | 'no regular file'
  | 'a name that is not UTF-8'
  | 'not readable'
  | 'larger than 5 MB';

export const SOURCE_EXTENSIONS = ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx', 'vue', 'svelte'] as const;

const SOURCE = new RegExp(`\\.(?:${SOURCE_EXTENSIONS.join('|')})$`);
const BUILD_OUTPUT =
  /(?:^|\/)(?:dist|coverage|bower_components|\.next|\.nuxt|\.output|\.svelte-kit|\.cache|\.nyc_output)\//;

/** Whether a path may hold JavaScript or TypeScript. */
export function isSourcePath(path: string): boolean {
  return SOURCE.test(path);
}

/** Why a path below the one that the user named is passed over. */
export function skipReasonOfPath(path: string): SkipReason | undefined {
  if (/(?:^|\/)node_modules\//.test(path)) return 'in node_modules';
  if (BUILD_OUTPUT.test(path)) return 'build output';
  return /\.min\.[cm]?js$/.test(path) ? 'minified' : undefined;
}

const MAX_LINE = 5000;

/** Why a text is not one that a person edits. */
export function skipReasonOfText(text: string): SkipReason | undefined {
  if (/^[\s\S]{0,1000}@generated\b/.test(text)) return 'generated';
  if (/\n\/\/# sourceMappingURL=\S+\s*$/.test(text)) return 'build output';
  return hasLongLine(text) ? 'minified' : undefined;
}

function hasLongLine(text: string): boolean {
  if (text.length <= MAX_LINE) return false;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    if ((end < 0 ? text.length : end) - start > MAX_LINE) return true;
    if (end < 0) return false;
    start = end + 1;
  }
  return false;
}
