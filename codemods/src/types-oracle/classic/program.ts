import type ts from 'typescript';
import { isDeclaration } from '../../catalog/declaration-files';
import type { StandIn } from '../check-types';
import type { ParsedFiles } from './parsed-files';

/** A set of files that one configuration speaks of. */
export interface Group {
  /** Absolute path of a tsconfig.json or jsconfig.json; undefined where there is none. */
  readonly config: string | undefined;
  /** Absolute paths of the files that may be asked about. */
  readonly files: readonly string[];
  /** A module that the files may import before it is installed, and the absolute path of what stands for it until then. */
  readonly standIn?: StandIn | undefined;
}

/** A program over the files of a group and what they import, with texts in place of what is on the disk. */
export function makeProgram(
  api: typeof ts,
  { config, files, standIn }: Group,
  textOf: (path: string) => string | undefined,
  parsed: ParsedFiles,
  forced: ts.CompilerOptions = forAnswers,
): ts.Program {
  const { options, ambient } = config === undefined ? { options: {}, ambient: [] } : readConfig(api, config);
  const wanted: ts.CompilerOptions = { ...resolution(api, options), ...options, ...quiet, ...forced };
  const settled = withStandIn(api, wanted, config ?? files[0], standIn);
  const known = parsed.of(settled);
  const program = api.createProgram({
    rootNames: [...files, ...ambient],
    options: settled,
    host: hostFor(api, settled, textOf, known),
  });
  forgetOthers(known, program);
  return program;
}

/** Declarations are what programs share; the sources of a large project are most of its memory, and the next program has others. */
function forgetOthers(parsed: Map<string, ts.SourceFile>, program: ts.Program): void {
  for (const [file, source] of parsed)
    if (!source.isDeclarationFile && !program.getSourceFile(file)) parsed.delete(file);
}

/** What is installed stands for itself. */
function withStandIn(
  api: typeof ts,
  options: ts.CompilerOptions,
  from: string | undefined,
  standIn: StandIn | undefined,
): ts.CompilerOptions {
  if (standIn === undefined || from === undefined) return options;
  const { module, file } = standIn;
  if (api.resolveModuleName(module, from, options, api.sys).resolvedModule) return options;
  return { ...options, paths: { ...options.paths, [module]: [file] } };
}

/** Whether a configuration tells undefined and null from other values. */
export function isStrict(api: typeof ts, config: string | undefined): boolean {
  const { strict, strictNullChecks } = config === undefined ? {} : readConfig(api, config).options;
  return strictNullChecks ?? strict ?? Number.parseInt(api.version, 10) >= 6; // where `strict` is what holds without a word
}

/** Tells `Span | undefined` from `Span`, whatever the project has chosen, and reads JavaScript. */
const forAnswers: ts.CompilerOptions = { allowJs: true, checkJs: false, strictNullChecks: true };

/** Nothing is written anywhere, and no more is read than must be. */
const quiet: ts.CompilerOptions = {
  noEmit: true,
  skipLibCheck: true,
  maxNodeModuleJsDepth: 0,
  composite: false,
  incremental: false,
};

/** How most programs are resolved that say nothing of it: any style of import, with or without extensions. */
function resolution({ ModuleKind, ModuleResolutionKind, ScriptTarget }: typeof ts, given: ts.CompilerOptions) {
  if (given.module !== undefined || given.moduleResolution !== undefined) return {};
  return {
    target: ScriptTarget.ESNext,
    module: ModuleKind.Preserve ?? ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.Bundler ?? ModuleResolutionKind.NodeJs, // version 4 has no such thing
  };
}

/** The options, and the declarations of globals, which nothing imports. */
function readConfig(api: typeof ts, config: string): { options: ts.CompilerOptions; ambient: readonly string[] } {
  const folder = config.slice(0, config.lastIndexOf('/'));
  const host: ts.ParseConfigHost = {
    ...api.sys,
    readDirectory: (root, _extensions, excludes, includes, depth) =>
      api.sys.readDirectory(root, ['.d.ts', '.d.mts', '.d.cts'], excludes, includes, depth),
  };
  const { config: json } = api.readConfigFile(config, api.sys.readFile);
  const { options, fileNames } = api.parseJsonConfigFileContent(json ?? {}, host, folder, undefined, config);
  return { options, ambient: fileNames.filter(isDeclaration) };
}

function hostFor(
  api: typeof ts,
  options: ts.CompilerOptions,
  textOf: (path: string) => string | undefined,
  parsed: Map<string, ts.SourceFile>,
): ts.CompilerHost {
  const host = api.createCompilerHost(options, true);
  const { getSourceFile, readFile, fileExists } = host;
  const { JSDocParsingMode } = api as Partial<Pick<typeof ts, 'JSDocParsingMode'>>; // none before version 5.3
  return {
    ...host,
    // The comments of declarations say nothing that is asked for; those of JavaScript, which hold types, are read all the same.
    ...(JSDocParsingMode === undefined ? {} : { jsDocParsingMode: JSDocParsingMode.ParseForTypeErrors }),
    fileExists: (file) => textOf(file) !== undefined || fileExists.call(host, file),
    readFile: (file) => textOf(file) ?? readFile.call(host, file),
    getSourceFile: (file, languageVersion, ...rest) => {
      const text = textOf(file);
      const known = parsed.get(file);
      if (known !== undefined && (text === undefined || text === known.text)) return known;
      const source =
        text === undefined
          ? getSourceFile.call(host, file, languageVersion, ...rest)
          : api.createSourceFile(file, text, languageVersion, true);
      if (source !== undefined) parsed.set(file, source);
      return source;
    },
  };
}
