import type ts from 'typescript';
import { borderPlace, type CompileError, type Compiler, type Part, type StandIn, type Texts } from '../check-types';
import type { ParsedFiles } from './parsed-files';
import { makeProgram } from './program';

/** What the adapter needs of TypeScript and of the disk. */
export interface ClassicCompilerSetting {
  readonly api: typeof ts;
  /** The absolute folder that paths are relative to, with forward slashes. */
  readonly root: string;
  /** The text that brings in the types of the shim. */
  readonly border: string;
  /** What stands for OpenTelemetry's API in a project that has not installed it yet, as on a first run. */
  readonly standIn: StandIn | undefined;
  readonly parsed: ParsedFiles;
}

/** A compiler by the API that TypeScript has had up to version 6. */
export function classicCompiler(setting: ClassicCompilerSetting): Compiler {
  const { api, root, border } = setting;
  return {
    root,
    exists: api.sys.fileExists,
    errorsOf(part, texts, paths, withBorder) {
      const program = programOf(setting, part, texts, withBorder ? border : undefined);
      return new Map(paths.map((path) => [path, errorsOf(api, program, `${root}/${path}`)]));
    },
  };
}

function programOf(
  { api, root, parsed, standIn }: ClassicCompilerSetting,
  part: Part,
  texts: Texts,
  border: string | undefined,
): ts.Program {
  const { config, isOwn } = part;
  const place = borderPlace(part);
  const textOf = (file: string) => {
    if (file === place) return border;
    return file.startsWith(`${root}/`) ? texts.get(file.slice(root.length + 1)) : undefined;
  };
  const own = [...texts.keys()].filter(isOwn).map((path) => `${root}/${path}`);
  const files = border === undefined ? own : [...own, place];
  return makeProgram(api, { config, files, standIn }, textOf, parsed, {});
}

function errorsOf(api: typeof ts, program: ts.Program, path: string): readonly CompileError[] {
  const file = program.getSourceFile(path);
  if (file === undefined) return [];
  return program.getSemanticDiagnostics(file).map(({ code, messageText, start }) => ({
    code,
    message: api.flattenDiagnosticMessageText(messageText, ' ').replace(/\s+/g, ' '),
    line: file.getLineAndCharacterOfPosition(start ?? 0).line + 1,
  }));
}
