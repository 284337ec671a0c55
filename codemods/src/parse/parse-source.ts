import { type ParseResult as BabelResult, type ParserPlugin, parse } from '@babel/parser';
import type * as t from '@babel/types';
import { type Language, languagesOf } from './languages';
import { releaseLeadingSemicolons } from './leading-semicolons';
import { moduleKindOf } from './module-kind';
import { Parents } from './parents';
import { isComponent, scriptsOf } from './script-blocks';
import type { ParseFailure, SourceFile } from './source-file';

export type ParseResult =
  | { readonly ok: true; readonly file: SourceFile }
  | { readonly ok: false; readonly failure: ParseFailure };

interface SyntaxProblem {
  readonly message: string;
  readonly loc?: { readonly line: number; readonly column: number };
  readonly pos?: number;
  readonly reasonCode?: string;
  readonly syntaxPlugin?: string;
}

/** Reads one text. Mistakes of meaning (a name declared twice, `override` without a base class) do not hinder it; mistakes of syntax do. */
export function parseSource(path: string, text: string): ParseResult {
  const { code, lang } = codeOf(path, text);
  const problems: SyntaxProblem[] = [];
  for (const language of languagesOf(path, code, lang)) {
    const read = attempt(code, path, language);
    if ('ast' in read) return { ok: true, file: sourceFile(path, text, read.ast, language) };
    problems.push(read.problem);
  }
  return { ok: false, failure: failureOf(path, problems) };
}

function sourceFile(path: string, text: string, ast: t.File, { syntax }: Language): SourceFile {
  return { path, text, ast, parents: new Parents(ast), syntax, moduleKind: moduleKindOf(path, ast, text) };
}

/** What the parser is given: as long as the text, so that offsets agree. */
function codeOf(path: string, text: string): { code: string; lang?: string } {
  if (!isComponent(path)) return { code: withoutMark(text) };
  const { text: code, lang } = scriptsOf(text);
  return { code, lang };
}

/** A shebang is one only at offset 0, so behind a byte order mark both are blanked. */
function withoutMark(text: string): string {
  if (!text.startsWith('\uFEFF')) return text;
  return text.replace(/^\uFEFF(?:#![^\r\n]*)?/, (mark) => ' '.repeat(mark.length));
}

function attempt(code: string, path: string, language: Language): { ast: t.File } | { problem: SyntaxProblem } {
  try {
    const ast = parse(code, {
      sourceType: /\.m[jt]s$/.test(path) ? 'module' : 'unambiguous',
      plugins: [...language.plugins] as ParserPlugin[],
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowNewTargetOutsideFunction: true,
      allowSuperOutsideMethod: true,
      allowUndeclaredExports: true,
      attachComment: false,
    });
    const problem = problemOf(ast);
    if (problem !== undefined) return { problem };
    releaseLeadingSemicolons(code, ast);
    return { ast };
  } catch (error) {
    // The parser calls itself for what stands inside.
    if (error instanceof RangeError) return { problem: { message: 'its code is nested too deeply to be read' } };
    return { problem: error as SyntaxProblem }; // what the parser throws has these fields, and only `message` is needed
  }
}

/**
 * Reasons after which the recovered tree says what the author wrote. After any other (a missing semicolon, an unexpected
 * token) the tree is the parser's guess.
 */
const HARMLESS =
  /Redeclaration|^Duplicate|ParamDupe|^Strict|^Illegal|^Module|^Override|^Constructor|^Bad[GS]etter|^Decorator|Super|BindingIdentifier|ReservedWord|DeclarationMissingInitializer|InvalidPrivateFieldResolution|ImportMetaOutsideModule|ImportOutsideModule|InvalidEscapeSequenceTemplate|UnsupportedParameterDecorator|IncompatibleRegExpUVFlags|MalformedRegExpFlags/;

function problemOf(ast: BabelResult<t.File>): SyntaxProblem | undefined {
  const problems: readonly SyntaxProblem[] = ast.errors ?? [];
  return problems.find(({ reasonCode = '', syntaxPlugin }) =>
    syntaxPlugin === 'typescript' ? GUESSED_TYPESCRIPT.test(reasonCode) : !HARMLESS.test(reasonCode),
  );
}

/** TypeScript's own rules are about meaning, but for those that Flow's casts run into. */
const GUESSED_TYPESCRIPT = /^Unexpected(?!Readonly|ParameterModifier)|^Missing/;

/** The reading that came furthest knows best what is wrong. */
function failureOf(path: string, problems: readonly SyntaxProblem[]): ParseFailure {
  const [first, ...others] = problems;
  const furthest = others.reduce((best, next) => ((next.pos ?? 0) > (best?.pos ?? 0) ? next : best), first);
  return {
    path,
    message: (furthest?.message ?? 'it could not be read').replace(/ \(\d+:\d+\)$/, '').replace(/\s+/g, ' '),
    line: furthest?.loc?.line ?? 1,
    column: (furthest?.loc?.column ?? 0) + 1,
  };
}
