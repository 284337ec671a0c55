const SPECIFIER = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"`]([^'"`\s]+)['"`]/g;

/** What a text imports, as far as its bytes tell. */
export function* specifiersIn(text: string): Iterable<string> {
  for (const [, specifier = ''] of text.matchAll(SPECIFIER)) yield specifier;
}
