import { packageOf } from '../facts/modules/packages';
import type { FileFacts, ProjectFacts } from '../facts/types';
import { apiPlaceholder, helperPlaceholder } from '../imports/placeholders';
import { rules } from '../rules';
import { inOrder } from '../rules/order/in-order';
import type { FileContext, MigrateOptions } from '../rules/types';
import { type Careful, careFor } from './care';
import { keepCalls } from './keep-calls';
import { keepWhole } from './keep-whole';
import type { FileProposals } from './plan';
import { withUseTold } from './proven-by-use';
import { withoutUnprovenArguments } from './unproven-arguments';

/** A project as the rules see it. */
export interface Project {
  readonly facts: ProjectFacts;
  readonly manifests: ReadonlyMap<string, unknown>;
  readonly options: MigrateOptions;
  readonly careful: Careful;
}

/** What the rules propose for a file; `--only` some of them leaves the rest of it without a word. */
export function proposalsFor(facts: FileFacts, project: Project): FileProposals {
  if (facts.tracerPackage !== undefined) return keepWhole(facts, facts.tracerPackage);
  const context = contextOf(facts, project);
  const { only } = project.options;
  try {
    const chosen = rules.filter(({ name }) => only === undefined || only.includes(name));
    const proposals = chosen.flatMap((rule) => [...rule.propose(context)]);
    const kept = withoutUnprovenArguments(facts, proposals).map((proposal) => inOrder(context, proposal));
    const told = withUseTold(facts, kept);
    const { keeps } = careFor(project.careful, facts.source.path);
    if (keeps !== undefined) return keepCalls(facts, told, keeps);
    return { facts, proposals: told, complete: only === undefined };
  } catch (error) {
    // A rule that fails on one file must not take the others with it.
    return keepAll(facts, error);
  }
}

function contextOf(facts: FileFacts, { facts: project, manifests, options, careful }: Project): FileContext {
  const { folder, name, manifest } = packageOf(facts.source.path, manifests);
  const { steps } = careFor(careful, facts.source.path);
  return {
    source: facts.source,
    facts,
    project,
    options: steps.has('values guarded') ? { ...options, guardValues: true } : options,
    callbacks: options.style === 'minimal' ? 'unwanted' : steps.has('without callbacks') ? 'refused' : 'wanted',
    packageName: name,
    manifest,
    isOfPackage: (path) => packageOf(path, manifests).folder === folder,
    api: apiPlaceholder,
    helper: helperPlaceholder,
  };
}

function keepAll(facts: FileFacts, error: unknown): FileProposals {
  const reason = `a rule failed (${error instanceof Error ? error.message : String(error)})`;
  const kept = keepCalls(facts, [], reason);
  const whole = kept.proposals.flatMap(({ outcome }) => (outcome.kind === 'leave' ? [outcome.finding] : []));
  return { ...kept, whole };
}
