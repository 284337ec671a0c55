import type ts from 'typescript';
import { Configurations, isDeclaration } from '../configurations';
import { makeProgram, ParsedFiles } from './program';

/** Path -> text of a state of the project. */
type Texts = ReadonlyMap<string, string>;

/**
 * What the project's own compiler, with its own strictness, has against the rewritten files that it had not against the
 * originals: the first such error of each file, by path. Says nothing of a file in which a package cannot be found: there, most
 * types are unknown, and what is said of the rest depends on it.
 */
export function newTypeErrors(api: typeof ts, root: string, before: Texts, after: Texts): ReadonlyMap<string, string> {
  const configurations = new Configurations(root, api.sys.fileExists);
  const changed = [...after].filter(([path, text]) => isTypeScript(path) && before.get(path) !== text);
  const found = new Map<string, string>();
  for (const config of new Set(changed.map(([path]) => configurations.of(`${root}/${path}`)))) {
    if (config === undefined) continue; // whatever we chose for the project would be our errors, not the project's
    const isOwn = (path: string) => isTypeScript(path) && configurations.of(`${root}/${path}`) === config;
    const parsed = new ParsedFiles();
    const old = programOf(api, { root, config, isOwn }, before, parsed);
    const now = programOf(api, { root, config, isOwn }, after, parsed);
    for (const [path] of changed.filter(([name]) => isOwn(name))) {
      const error = firstNew(api, errorsOf(old, `${root}/${path}`), errorsOf(now, `${root}/${path}`));
      if (error !== undefined) found.set(path, error);
    }
  }
  return found;
}

/** One configuration of a project, and which files it speaks of. */
interface Part {
  readonly root: string;
  readonly config: string;
  readonly isOwn: (path: string) => boolean;
}

/**
 * With the shim's types where they are installed, so that migrated and other code can be used together: code that stays calls
 * what moves, and the other way round.
 */
function programOf(api: typeof ts, { root, config, isOwn }: Part, texts: Texts, parsed: ParsedFiles): ts.Program {
  const border = `${config.slice(0, config.lastIndexOf('/'))}/ot2otel-shim-types.ts`;
  const textOf = (file: string) => {
    if (file === border) return "import '@ot2otel/shim/types';\n";
    return file.startsWith(`${root}/`) ? texts.get(file.slice(root.length + 1)) : undefined;
  };
  const own = [...texts.keys()].filter(isOwn).map((path) => `${root}/${path}`);
  return makeProgram(api, { config, files: [...own, border] }, textOf, parsed, {});
}

function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path) && !isDeclaration(path);
}

function errorsOf(program: ts.Program, file: string): readonly ts.Diagnostic[] {
  const source = program.getSourceFile(file);
  return source === undefined ? [] : program.getSemanticDiagnostics(source);
}

/** "Cannot find module", and its like for a package without types. */
const MISSING: ReadonlySet<number> = new Set([2307, 2792, 7016]);

function firstNew(api: typeof ts, old: readonly ts.Diagnostic[], now: readonly ts.Diagnostic[]): string | undefined {
  if ([...old, ...now].some(({ code }) => MISSING.has(code))) return undefined;
  const left = new Map<string, number>();
  for (const error of old) left.set(keyOf(api, error), (left.get(keyOf(api, error)) ?? 0) + 1);
  for (const error of now) {
    const count = left.get(keyOf(api, error)) ?? 0;
    if (count === 0) return describe(api, error);
    left.set(keyOf(api, error), count - 1);
  }
  return undefined;
}

/** Without its place, which moves with the text around it. */
function keyOf(api: typeof ts, { code, messageText }: ts.Diagnostic): string {
  return `${code} ${api.flattenDiagnosticMessageText(messageText, ' ')}`;
}

function describe(api: typeof ts, { code, messageText, file, start }: ts.Diagnostic): string {
  const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
  const message = api.flattenDiagnosticMessageText(messageText, ' ').replace(/\s+/g, ' ');
  return `TS${code} in line ${line} of the result: ${message}`;
}
