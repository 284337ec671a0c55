import type ts from 'typescript';
import { borderPlace, type CompileError, type Compiler, type Part, type Texts } from '../check-types';
import type { ParsedFiles } from './parsed-files';
import { makeProgram } from './program';

/**
 * A compiler by the API that TypeScript has had up to version 6. `border`: the text that brings in the types of the shim.
 */
export function classicCompiler(api: typeof ts, root: string, border: string, parsed: ParsedFiles): Compiler {
  return {
    root,
    exists: api.sys.fileExists,
    errorsOf(part, texts, paths, withBorder) {
      const program = programOf(api, root, part, texts, withBorder ? border : undefined, parsed);
      return new Map(paths.map((path) => [path, errorsOf(api, program, `${root}/${path}`)]));
    },
  };
}

function programOf(
  api: typeof ts,
  root: string,
  part: Part,
  texts: Texts,
  border: string | undefined,
  parsed: ParsedFiles,
): ts.Program {
  const { config, isOwn } = part;
  const place = borderPlace(part);
  const textOf = (file: string) => {
    if (file === place) return border;
    return file.startsWith(`${root}/`) ? texts.get(file.slice(root.length + 1)) : undefined;
  };
  const own = [...texts.keys()].filter(isOwn).map((path) => `${root}/${path}`);
  const files = border === undefined ? own : [...own, place];
  return makeProgram(api, { config, files }, textOf, parsed, {});
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
