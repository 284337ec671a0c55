import type { ParserPlugin } from '@babel/parser';
import type { SourceFile } from './source-file';

export type Syntax = SourceFile['syntax'];

/** One way to read a text. */
export interface Language {
  readonly syntax: Syntax;
  readonly plugins: readonly ParserPlugin[];
}

const ALWAYS: readonly ParserPlugin[] = [
  'decoratorAutoAccessors',
  'deferredImportEvaluation',
  'explicitResourceManagement',
  'exportDefaultFrom',
  'sourcePhaseImports',
  'deprecatedImportAssert',
];

const SYNTAX: Readonly<Record<Syntax, readonly ParserPlugin[]>> = {
  javascript: ['jsx'],
  typescript: ['typescript'],
  tsx: ['typescript', 'jsx'],
  // `all`: without it, `f<T>(x)` is a comparison in files that have no @flow pragma.
  flow: ['jsx', ['flow', { all: true }]],
};

/** `@Inject() tracer` as a parameter exists in the legacy proposal only, `@dec export class` in the standard one only. */
const DECORATORS: readonly ParserPlugin[] = ['decorators-legacy', 'decorators'];

const TYPESCRIPT = /\.[mc]?ts$/;
/** What stands before the code. Nothing has to follow it: a search for the pragma in the same expression would try every end of every comment. */
const LEADING_COMMENTS = /^\s*(?:#!.*)?(?:\s+|\/\/.*|\/\*[\s\S]*?\*\/)*/;
const FLOW_PRAGMA = /@flow\b/;

/** The ways to read a text, the likeliest first. `lang` is the attribute of a script block. */
export function languagesOf(path: string, text: string, lang?: string): readonly Language[] {
  const syntaxes = syntaxesOf(path, text, lang);
  return DECORATORS.flatMap((decorators) =>
    syntaxes.map((syntax) => ({ syntax, plugins: [...pluginsOf(path, syntax), decorators, ...ALWAYS] })),
  );
}

function pluginsOf(path: string, syntax: Syntax): readonly ParserPlugin[] {
  return path.endsWith('.d.ts') ? [['typescript', { dts: true }]] : SYNTAX[syntax];
}

function syntaxesOf(path: string, text: string, lang?: string): readonly Syntax[] {
  if (lang === 'ts' || (lang === undefined && TYPESCRIPT.test(path))) return ['typescript'];
  if (lang === 'tsx' || path.endsWith('.tsx')) return ['tsx'];
  if (FLOW_PRAGMA.test(LEADING_COMMENTS.exec(text)?.[0] ?? '')) return ['flow', 'javascript', 'tsx'];
  // JavaScript first: TypeScript reads `a < b > (c)` differently. People also write TypeScript and Flow in `.js`.
  return ['javascript', 'tsx', 'flow', 'typescript'];
}
