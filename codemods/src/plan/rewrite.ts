import { buildScopes } from '../facts/scopes/build';
import type { FileFacts } from '../facts/types';
import { usedTracingNames } from '../imports/dead-bindings';
import type { ImportStyle } from '../imports/declaration';
import { settleImports } from '../imports/settle-imports';
import { parseSource } from '../parse/parse-source';
import type { SourceFile } from '../parse/source-file';
import { type Verified, verifyFile } from '../verify/verify-file';
import { isModulePackage } from './packages';

/** Takes the text that the edits gave through the imports and the checks. */
export function rewriteFile(facts: FileFacts, editedText: string, manifest: unknown): Verified {
  const { source, scopes } = facts;
  const edited = parseSource(source.path, editedText);
  if (!edited.ok) return verifyFile(source, scopes, editedText);
  const text = settleImports({
    file: edited.file,
    scopes: buildScopes(edited.file),
    original: source,
    usedBefore: usedTracingNames(source, scopes),
    form: importFormOf(source, manifest),
    helperModule: () => '',
  });
  return verifyFile(source, scopes, text);
}

const SAYS_COMMONJS = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/;

/** A `.js` file that neither imports nor requires is what its package says. */
function importFormOf({ path, text, moduleKind }: SourceFile, manifest: unknown): ImportStyle['form'] {
  if (moduleKind === 'esm') return 'import';
  return !path.endsWith('.cjs') && !SAYS_COMMONJS.test(text) && isModulePackage(manifest) ? 'import' : 'require';
}
