import { specifiersIn } from './specifiers';

/** A path beside the file, whatever it is given to: `proxyquire('./ship', {})`, `jest.requireActual('../pay')`. */
const RELATIVE = /(['"`])(\.{1,2}\/[^'"`\s]*)\1/g;

/** Loads something whose name is made where the program runs, or whatever is in a folder. */
const OPEN =
  /\b(?:require|import)\s*\(\s*(?!['"`)])|\b(?:require|import)\s*\(\s*`[^`]*\$\{|\bcreateRequire\b|\brequire\.context\b|\bimport\.meta\.glob|\bglob(?:by)?\b|\b(?:auto-?load|require-?(?:all|dir)|loadModules)/i;

/** What a text may load, as far as its bytes tell. */
export interface Loads {
  /** What it imports. */
  readonly imported: ReadonlySet<string>;
  /** Paths that it names in another way. */
  readonly named: ReadonlySet<string>;
  /** It may load more than it names. */
  readonly isOpen: boolean;
}

export function loadsOf(text: string): Loads {
  const named = new Set([...text.matchAll(RELATIVE)].map(([, , path = '']) => path));
  return { imported: new Set(specifiersIn(text)), named, isOpen: OPEN.test(text) };
}
