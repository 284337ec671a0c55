import type { Finding } from './catalog/findings';
import type { Others } from './facts/modules/bridges';
import type { Neighbour } from './facts/modules/connected';
import { parseSource } from './parse/parse-source';
import type { SourceFile } from './parse/source-file';
import { CAREFREE, type Careful } from './plan/care';
import { withFailuresKept } from './plan/plan-anew';
import { ResultTrees } from './plan/result-trees';
import { type Draft, rewriteProject } from './plan/rewrite-project';
import { withoutUnstable } from './plan/second-run';
import { addSpans, type SpanCounts } from './plan/span-counts';
import { withTypesChecked } from './plan/types-checked';
import type { MigrateOptions } from './rules/types';
import type { CheckTypes, OracleFor, TypeVerdict } from './types-oracle/type-oracle';

/** A file as the caller read it. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
  /** Read only to know what the other files mean; stays as it is, and is not reported. */
  readonly context?: boolean;
}

/** What became of one file. `text` is the input's own string, the same object, where nothing changed. */
export interface FileResult {
  readonly path: string;
  readonly status: 'changed' | 'unchanged' | 'failed';
  readonly text: string;
  /** Why it failed. */
  readonly failure?: string;
  /** Whether it could not be read, or its result did not pass verification. */
  readonly cause?: 'syntax' | 'verification';
}

export interface MigrateResult {
  readonly files: readonly FileResult[];
  /** New files (path -> text) that rewritten code imports. */
  readonly created: readonly InputFile[];
  readonly findings: readonly Finding[];
  /** Sites of OpenTracing: settled by a rewrite, and left. */
  readonly sites: { readonly rewritten: number; readonly left: number };
  /** The calls that start spans: active around their code, in place and why, and left. */
  readonly spans: SpanCounts;
  /** What a compiler said of the result; undefined where none was asked, or none could be. */
  readonly types: TypeVerdict | undefined;
}

export interface ProjectInput {
  readonly files: readonly InputFile[];
  /** package.json files by folder, for names and module kinds. */
  readonly manifests?: ReadonlyMap<string, unknown>;
  /** tsconfig.json and jsconfig.json files by folder, for path aliases. */
  readonly tsconfigs?: ReadonlyMap<string, unknown>;
  /** A type checker, for what the source alone does not tell. */
  readonly types?: OracleFor | undefined;
  /** A compiler, for a last look at the result; a file with a new error is rolled back. */
  readonly checkTypes?: CheckTypes | undefined;
  /** The files in which nothing speaks of tracing, by way of which those that do may load each other. */
  readonly others?: Others<Neighbour> | undefined;
  readonly options?: Partial<MigrateOptions>;
}

const DEFAULTS: MigrateOptions = {
  style: 'active',
  parents: 'faithful',
  followsFrom: 'parent',
  semconv: 'keep',
  guardValues: false,
  comments: true,
};

/** Moves a project from OpenTracing to OpenTelemetry: texts in, texts and findings out. Touches nothing but its arguments. */
export function migrate(input: ProjectInput): MigrateResult {
  const { manifests = new Map(), tsconfigs = new Map(), types, others, options } = input;
  const context = new Set(input.files.filter((file) => file.context).map(({ path }) => path));
  const settings = { manifests, tsconfigs, types, others, context, options: { ...DEFAULTS, ...options } };
  const failures = new Map<string, string>();
  // Read anew where another attempt is needed: meanwhile the trees of a large project would only take up memory.
  const attempt = (careful: Careful) => {
    const own = { ...settings, careful, results: new ResultTrees() };
    return withoutUnstable(
      rewriteProject(() => parseAll(input.files, failures), own),
      own,
    );
  };
  const rewrite = (careful: Careful) => withFailuresKept(careful, attempt, settings);
  const drafts = rewrite(CAREFREE);
  const checked = input.checkTypes
    ? withTypesChecked(drafts, input.checkTypes, rewrite)
    : { drafts, verdict: undefined };
  return resultOf(
    input.files.filter(({ path }) => !context.has(path)),
    checked.drafts.filter(({ path }) => !context.has(path)),
    failures,
    checked.verdict,
  );
}

function parseAll(files: readonly InputFile[], failures: Map<string, string>): readonly SourceFile[] {
  const sources: SourceFile[] = [];
  for (const { path, text } of files) {
    const result = parseSource(path, text);
    if (result.ok) sources.push(result.file);
    else failures.set(path, `${result.failure.message} (${result.failure.line}:${result.failure.column})`);
  }
  return sources;
}

function resultOf(
  files: readonly InputFile[],
  drafts: readonly Draft[],
  failures: ReadonlyMap<string, string>,
  types: TypeVerdict | undefined,
): MigrateResult {
  const byPath = new Map(drafts.map((draft) => [draft.path, draft]));
  const created = new Map(drafts.flatMap(({ creates }) => creates.map(({ path, text }) => [path, text])));
  return {
    files: files.map((file) => fileResult(file, byPath.get(file.path), failures.get(file.path))),
    created: [...created].filter(([path]) => !byPath.has(path)).map(([path, text]) => ({ path, text })),
    findings: drafts.flatMap(({ plan }) => plan.findings),
    sites: {
      rewritten: drafts.reduce((sum, { plan }) => sum + plan.sites.rewritten, 0),
      left: drafts.reduce((sum, { plan }) => sum + plan.sites.left, 0),
    },
    spans: addSpans(drafts.map(({ plan }) => plan.spans)),
    types,
  };
}

function fileResult({ path, text }: InputFile, draft: Draft | undefined, unread: string | undefined): FileResult {
  if (unread !== undefined) return { path, status: 'failed', text, failure: unread, cause: 'syntax' };
  if (draft?.failure !== undefined)
    return { path, status: 'failed', text, failure: draft.failure, cause: 'verification' };
  const changed = draft?.after !== undefined && draft.after !== text;
  return changed ? { path, status: 'changed', text: draft.after } : { path, status: 'unchanged', text };
}
