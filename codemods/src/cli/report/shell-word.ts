/** A word of a command line that is printed to be pasted into a shell. */
export function shellWord(word: string): string {
  if (/^[\w./@%+,:=~-]+$/.test(word)) return word;
  // Double quotes are understood by the shell of Windows, too.
  return /["$`!\\]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : `"${word}"`;
}
