import { collectFacts } from '../facts';
import { forgetSlots } from '../facts/flow/graph';
import type { Others } from '../facts/modules/bridges';
import type { Neighbour } from '../facts/modules/connected';
import { IdleModules } from '../facts/modules/idle-modules';
import { LoadGraph } from '../facts/modules/load-graph';
import { packageOf } from '../facts/modules/packages';
import type { FileFacts } from '../facts/types';
import { type Range, rangeOf, type SourceFile } from '../parse/source-file';
import { isStart } from '../rules/calls/sites';
import type { MigrateOptions } from '../rules/types';
import type { OracleFor } from '../types-oracle/type-oracle';
import { type Careful, careFor, type Step } from './care';
import { type FilePlan, plan, rollBack, type WholeFile } from './plan';
import { proposalsFor } from './propose';
import type { ResultTrees } from './result-trees';
import { type Created, type Known, rewriteFile } from './rewrite';
import { rootsOutside } from './roots-outside';

/** What is known of a project beside its files. */
export interface ProjectSettings {
  readonly manifests: ReadonlyMap<string, unknown>;
  readonly tsconfigs: ReadonlyMap<string, unknown>;
  readonly types: OracleFor | undefined;
  /** The files that are not among those of the run. */
  readonly others?: Others<Neighbour> | undefined;
  readonly options: MigrateOptions;
  /** Paths of files that stay as they are, whatever is planned for them. */
  readonly context: ReadonlySet<string>;
  readonly careful: Careful;
  /** Keeps the trees of the results, where a second run asks for them. */
  readonly results?: ResultTrees | undefined;
}

/**
 * One file on its way. It holds texts and places only: the trees of a large project, and all that is known of them, are let go of
 * as soon as the texts are there.
 */
export interface Draft extends WholeFile {
  /** The text as it was read. */
  readonly before: string;
  readonly plan: FilePlan;
  /** The text as it will be; undefined where it stays as it is. */
  readonly after?: string;
  /** New files that it needs then. */
  readonly creates: readonly Created[];
  /** Why what was planned is not done. */
  readonly failure?: string;
  /** What may be done otherwise, so that it may be done after all. */
  readonly mend?: Step;
}

/**
 * Facts of all files first, then what every rule proposes, then one plan, then file by file the text. The files come from a function, so
 * that nobody else holds on to their trees.
 */
export function rewriteProject(read: () => readonly SourceFile[], settings: ProjectSettings): readonly Draft[] {
  const planned = planProject(read, settings);
  const drafts: Draft[] = [];
  // Taken from the list, so that the tree of a file goes as soon as its text is there.
  for (let next = planned.shift(); next !== undefined; next = planned.shift()) drafts.push(draftOf(next, settings));
  return drafts;
}

/** What the text of a file is made from. What else is known of the project takes the most memory, and is let go of before. */
interface Planned extends Pick<Known, 'source' | 'scopes'> {
  readonly idle: IdleModules;
  readonly calls: readonly Range[];
  readonly starts: number;
  readonly plan: FilePlan;
}

function planProject(read: () => readonly SourceFile[], settings: ProjectSettings): Planned[] {
  const sources = read();
  const { manifests, tsconfigs, types, others, options, careful, context } = settings;
  const oracle = types?.(new Map(sources.map(({ path, text }) => [path, text])));
  const facts = collectFacts(sources, { manifests, tsconfigs, oracle, others });
  const loads = new LoadGraph(sources, { manifests, tsconfigs, others });
  const idle = new IdleModules(loads);
  const isOutside = ({ source }: FileFacts) => context.has(source.path);
  const roots = rootsOutside([...facts.files.values()].filter(isOutside), loads);
  const proposals = [...facts.files.values()].map((file) => proposalsFor(file, { facts, manifests, options, careful }));
  const planned = plan(proposals, options, { roots, has: isOutside }).map(
    ({ facts: { source, scopes, calls }, plan }) => ({
      source,
      scopes,
      calls: calls.map(({ node }) => rangeOf(node)),
      starts: calls.filter(isStart).length,
      plan,
      idle,
    }),
  );
  for (const source of sources) forgetSlots(source);
  return planned;
}

function draftOf({ source, scopes, idle, calls, starts, plan }: Planned, settings: ProjectSettings): Draft {
  const { manifests, context, careful, results } = settings;
  const { path, text, ast } = source;
  const draft: Draft = { path, before: text, program: rangeOf(ast.program), calls, starts, plan, creates: [] };
  const { keeps, steps } = careFor(careful, path);
  if (context.has(path)) return draft;
  if (plan.edited === undefined) return keeps === undefined ? draft : { ...draft, failure: keeps };
  const isIdle = (specifier: string) => idle.has(specifier, path);
  const rewritten = rewriteFile({ source, scopes, isIdle }, plan.edited, packageOf(path, manifests), steps);
  if (!rewritten.ok) {
    const failed = rolledBack(draft, keeps ?? rewritten.reason);
    // Hundreds of spans in each other are hundreds of callbacks in each other, and no parser reads those.
    return steps.has('without callbacks') ? failed : { ...failed, mend: 'without callbacks' };
  }
  results?.put(rewritten.file);
  return { ...draft, after: rewritten.file.text, creates: [...plan.creates, ...rewritten.creates] };
}

/** The draft of a file that stays as it is after all. */
export function rolledBack({ after: _, ...draft }: Draft, failure: string): Draft {
  return { ...draft, plan: rollBack(draft, draft.plan, failure), creates: [], failure };
}
