import { isComponent, scriptsOf } from '../parse/script-blocks';
import type { SourceFile } from '../parse/source-file';

/** Whether the markup of a component has a word that is a name: it sees what its scripts declare and import. */
export function isInMarkup({ path, text }: SourceFile, name: string): boolean {
  return isComponent(path) && new RegExp(wordOf(name)).test(markupOf(text));
}

/** Whether the markup of a component reads a name: in braces, or in an attribute of which the value is an expression. */
export function isReadInMarkup({ path, text }: SourceFile, name: string): boolean {
  if (!isComponent(path)) return false;
  const word = wordOf(name);
  const bound = `\\s(?:[:@#]|v-)[^\\s=>]*=\\s*(?:"[^"]*${word}|'[^']*${word})`;
  return new RegExp(`\\{[^}]*${word}|${bound}`).test(markupOf(text));
}

function wordOf(name: string): string {
  return `(?<![\\w$])${escaped(name)}(?![\\w$])`;
}

/** A name as a pattern has it. */
export function escaped(name: string): string {
  return name.replace(/\$/g, '\\$');
}

function markupOf(component: string): string {
  const { text: scripts } = scriptsOf(component);
  // By units, as offsets count: a sign of two of them is no reason to lose the place.
  const units = component.split('');
  return units.map((unit, index) => (scripts[index] === unit ? ' ' : unit)).join('');
}
