import { collectFacts } from '../facts';
import type { FileFacts } from '../facts/types';
import type { SourceFile } from '../parse/source-file';
import type { MigrateOptions } from '../rules/types';
import type { OracleFor } from '../types-oracle/type-oracle';
import { packageOf } from './packages';
import { type FilePlan, type PlannedFile, plan, rollBack } from './plan';
import { proposalsFor } from './propose';
import { type Created, rewriteFile } from './rewrite';

/** What is known of a project beside its files. */
export interface ProjectSettings {
  readonly manifests: ReadonlyMap<string, unknown>;
  readonly tsconfigs: ReadonlyMap<string, unknown>;
  readonly types: OracleFor | undefined;
  readonly options: MigrateOptions;
  /** Paths of files that stay as they are, whatever is planned for them. */
  readonly context: ReadonlySet<string>;
  /** Paths of files in which no span moves into a callback, whatever style is chosen. */
  readonly minimal: ReadonlySet<string>;
}

/** One file on its way. */
export interface Draft {
  readonly facts: FileFacts;
  readonly plan: FilePlan;
  /** The file as it will be; undefined where it stays as it is. */
  readonly after?: SourceFile;
  /** New files that it needs then. */
  readonly creates: readonly Created[];
  /** Why what was planned is not done. */
  readonly failure?: string;
}

/** Facts of all files first, then what every rule proposes, then one plan, then file by file the text. */
export function rewriteProject(sources: readonly SourceFile[], settings: ProjectSettings): readonly Draft[] {
  const { manifests, tsconfigs, types, options, minimal } = settings;
  const oracle = types?.(new Map(sources.map(({ path, text }) => [path, text])));
  const facts = collectFacts(sources, { manifests, tsconfigs, oracle });
  const proposals = [...facts.files.values()].map((file) => proposalsFor(file, { facts, manifests, options, minimal }));
  return plan(proposals, options).map((planned) => draftOf(planned, settings));
}

function draftOf({ facts, plan }: PlannedFile, { manifests, context }: ProjectSettings): Draft {
  const { path } = facts.source;
  if (plan.edited === undefined || context.has(path)) return { facts, plan, creates: [] };
  const rewritten = rewriteFile(facts, plan.edited.text, packageOf(path, manifests));
  if (!rewritten.ok) return rolledBack({ facts, plan, creates: [] }, rewritten.reason);
  return { facts, plan, after: rewritten.file, creates: [...plan.creates, ...rewritten.creates] };
}

/** The draft of a file that stays as it is after all. */
export function rolledBack({ facts, plan }: Draft, failure: string): Draft {
  return { facts, plan: rollBack(facts, plan, failure), creates: [], failure };
}

/** The path of a draft's file. */
export function pathOf({ facts }: Draft): string {
  return facts.source.path;
}
