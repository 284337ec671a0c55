/** What a module exports as a list: `exports = { a, b: c }`, `export default { a }`, `exports.a = a`. */
const LISTED = /\bexports\s*=\s*\{([^}]*)\}|\bexports\.\w+\s*=\s*(\w+)\s*[;\n]|\bexport\s*(?:default\s*)?\{([^}]*)\}/g;

/** What it has from another file, or from a package with a scope. */
const TAKEN =
  /\b(?:const|let|var)\s+(\w+|\{[^}]*\})\s*=\s*require\(\s*['"`][.@#~]|\bimport\s+(?:\*\s*as\s+)?(\w+|\{[^}]*\})\s+from\s*['"`][.@#~]/g;

/** Whether a module exports under its own name what it has from another: `const a = require('./a'); module.exports = { a };`. */
export function handsOn(text: string): boolean {
  if (!text.includes('export')) return false;
  const listed = new Set<string>();
  for (const [, ...lists] of text.matchAll(LISTED))
    for (const name of lists.join(' ').match(/\w+/g) ?? []) listed.add(name);
  if (listed.size === 0) return false;
  if (listed.has('require')) return true;
  for (const [, ...names] of text.matchAll(TAKEN))
    if (names.some((name) => name?.match(/\w+/g)?.some((one) => listed.has(one)))) return true;
  return false;
}
