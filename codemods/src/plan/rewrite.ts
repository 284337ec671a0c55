import { isModulePackage, type PackageOf } from '../facts/modules/packages';
import { buildScopes } from '../facts/scopes/build';
import type { Scopes } from '../facts/scopes/scope';
import { usedNames } from '../imports/dead-bindings';
import type { ImportStyle } from '../imports/declaration';
import { helperPlaceFor } from '../imports/helper-place';
import { placeholdersIn } from '../imports/placeholders';
import { settleImports } from '../imports/settle-imports';
import { parseSource } from '../parse/parse-source';
import type { SourceFile } from '../parse/source-file';
import { type Verified, verifyFile, whyUnread } from '../verify/verify-file';
import type { Step } from './care';

/** A new file. */
export interface Created {
  readonly path: string;
  readonly text: string;
}

/** A file that may be written, with the files that it needs, or the reason why it may not. */
export type Rewritten =
  | { readonly ok: true; readonly file: SourceFile; readonly creates: readonly Created[] }
  | { readonly ok: false; readonly reason: string };

/** A file as it was read, with its scopes. */
export interface Known {
  readonly source: SourceFile;
  readonly scopes: Scopes;
  /** Whether nothing happens where it loads a module. */
  isIdle(specifier: string): boolean;
}

/** Takes the text that the edits gave through the imports and the checks. */
export function rewriteFile(known: Known, editedText: string, home: PackageOf, steps: ReadonlySet<Step>): Rewritten {
  try {
    return settled(known, editedText, home, steps);
  } catch (error) {
    // One file whose imports cannot be settled must not take the others with it.
    return {
      ok: false,
      reason: `its result cannot be made (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}

function settled(
  { source, scopes, isIdle }: Known,
  editedText: string,
  { manifest, folder }: PackageOf,
  steps: ReadonlySet<Step>,
): Rewritten {
  const edited = parseSource(source.path, editedText);
  if (!edited.ok) return { ok: false, reason: whyUnread(edited.failure) };
  const form = importFormOf(source, manifest);
  const helper = helperPlaceFor(source, folder, form === 'import' ? 'esm' : 'commonjs');
  const text = settleImports({
    file: edited.file,
    scopes: buildScopes(edited.file),
    original: source,
    usedBefore: usedNames(source, scopes),
    isIdle,
    form,
    helperModule: () => helper.specifier,
    refusesUnused: steps.has('without unused'),
  });
  const needsHelper = placeholdersIn(edited.file).some(({ kind }) => kind === 'helper');
  return withCreated(verifyFile(source, scopes.globals, text), needsHelper ? [helper] : []);
}

function withCreated(verified: Verified, creates: readonly Created[]): Rewritten {
  return verified.ok ? { ...verified, creates } : verified;
}

const SAYS_COMMONJS = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/;

/** A `.js` file that neither imports nor requires is what its package says. */
function importFormOf({ path, text, moduleKind }: SourceFile, manifest: unknown): ImportStyle['form'] {
  if (moduleKind === 'esm') return 'import';
  return !path.endsWith('.cjs') && !SAYS_COMMONJS.test(text) && isModulePackage(manifest) ? 'import' : 'require';
}
