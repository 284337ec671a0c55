import type { Finding } from './catalog/findings';
import { collectFacts } from './facts';
import type { FileFacts } from './facts/types';
import { parseSource } from './parse/parse-source';
import type { SourceFile } from './parse/source-file';
import { packageOf } from './plan/packages';
import { type FilePlan, type PlannedFile, plan, rollBack } from './plan/plan';
import { proposalsFor } from './plan/propose';
import { rewriteFile } from './plan/rewrite';
import type { MigrateOptions } from './rules/types';

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
}

export interface MigrateResult {
  readonly files: readonly FileResult[];
  /** New files (path -> text) that rewritten code imports. */
  readonly created: readonly InputFile[];
  readonly findings: readonly Finding[];
  /** Sites of OpenTracing: settled by a rewrite, and left. */
  readonly sites: { readonly rewritten: number; readonly left: number };
}

export interface ProjectInput {
  readonly files: readonly InputFile[];
  /** package.json files by folder, for names and module kinds. */
  readonly manifests?: ReadonlyMap<string, unknown>;
  /** tsconfig.json and jsconfig.json files by folder, for path aliases. */
  readonly tsconfigs?: ReadonlyMap<string, unknown>;
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
  const context = new Set(input.files.filter((file) => file.context).map(({ path }) => path));
  const project = { ...input, context, options: { ...DEFAULTS, ...input.options } };
  const { sources, failures } = readAll(input.files);
  const drafts = rewriteAll(sources, project);
  const unstable = changedAgain(drafts, project);
  const settled = drafts.map((draft) => {
    const failure = unstable.get(draft);
    return failure === undefined ? draft : rolledBack(draft, failure);
  });
  return resultOf(
    input.files.filter(({ path }) => !context.has(path)),
    settled.filter((draft) => !context.has(pathOf(draft))),
    failures,
  );
}

type Project = Omit<ProjectInput, 'options'> & {
  readonly options: MigrateOptions;
  readonly context: ReadonlySet<string>;
};

/** One file on its way. */
interface Draft {
  readonly facts: FileFacts;
  readonly plan: FilePlan;
  /** The file as it will be; undefined where it stays as it is. */
  readonly after?: SourceFile;
  /** Why what was planned is not done. */
  readonly failure?: string;
}

function readAll(files: readonly InputFile[]) {
  const sources: SourceFile[] = [];
  const failures = new Map<string, string>();
  for (const { path, text } of files) {
    const result = parseSource(path, text);
    if (result.ok) sources.push(result.file);
    else failures.set(path, `${result.failure.message} (${result.failure.line}:${result.failure.column})`);
  }
  return { sources, failures };
}

/** Facts of all files first, then what every rule proposes, then one plan, then file by file the text. */
function rewriteAll(sources: readonly SourceFile[], project: Project): readonly Draft[] {
  const { manifests = new Map(), tsconfigs, options } = project;
  const facts = collectFacts(sources, { manifests, tsconfigs });
  const proposals = [...facts.files.values()].map((file) => proposalsFor(file, { facts, manifests, options }));
  return plan(proposals, options).map((planned) => draftOf(planned, project));
}

function draftOf({ facts, plan }: PlannedFile, { manifests = new Map(), context }: Project): Draft {
  const { path } = facts.source;
  if (plan.edited === undefined || context.has(path)) return { facts, plan };
  const verified = rewriteFile(facts, plan.edited.text, packageOf(path, manifests).manifest);
  return verified.ok ? { facts, plan, after: verified.file } : rolledBack({ facts, plan }, verified.reason);
}

function rolledBack({ facts, plan }: Draft, failure: string): Draft {
  return { facts, plan: rollBack(facts, plan, failure), failure };
}

/** The files that a second run on the result would change once more, and where: their rewrite has not said all that it means. */
function changedAgain(drafts: readonly Draft[], project: Project): ReadonlyMap<Draft, string> {
  if (drafts.every(({ after }) => after === undefined)) return new Map();
  const created = readAll(drafts.flatMap(({ plan }) => plan.creates)).sources;
  const again = rewriteAll([...drafts.map(({ facts, after }) => after ?? facts.source), ...created], project);
  const places = new Map(again.map((draft) => [pathOf(draft), firstDifference(draft)]));
  return new Map(
    drafts.flatMap((draft) => {
      const place = draft.after === undefined ? undefined : places.get(pathOf(draft));
      return place === undefined ? [] : [[draft, `a second run would change it again (${place})`]];
    }),
  );
}

function firstDifference({ facts: { source }, after }: Draft): string | undefined {
  if (after === undefined || after.text === source.text) return undefined;
  const lines = after.text.split('\n');
  const index = source.text.split('\n').findIndex((line, at) => line !== lines[at]);
  return `line ${index + 1} of the result would be \`${lines[index]?.trim()}\``;
}

function pathOf({ facts }: Draft): string {
  return facts.source.path;
}

function resultOf(
  files: readonly InputFile[],
  drafts: readonly Draft[],
  failures: ReadonlyMap<string, string>,
): MigrateResult {
  const byPath = new Map(drafts.map((draft) => [pathOf(draft), draft]));
  const created = new Map(drafts.flatMap(({ plan }) => plan.creates.map(({ path, text }) => [path, text])));
  return {
    files: files.map((file) => fileResult(file, byPath.get(file.path), failures.get(file.path))),
    created: [...created].filter(([path]) => !byPath.has(path)).map(([path, text]) => ({ path, text })),
    findings: drafts.flatMap(({ plan }) => plan.findings),
    sites: {
      rewritten: drafts.reduce((sum, { plan }) => sum + plan.sites.rewritten, 0),
      left: drafts.reduce((sum, { plan }) => sum + plan.sites.left, 0),
    },
  };
}

function fileResult({ path, text }: InputFile, draft: Draft | undefined, unread: string | undefined): FileResult {
  const failure = unread ?? draft?.failure;
  if (failure !== undefined) return { path, status: 'failed', text, failure };
  const changed = draft?.after !== undefined && draft.after.text !== text;
  return changed ? { path, status: 'changed', text: draft.after.text } : { path, status: 'unchanged', text };
}
