import { type Finding, finding } from '../catalog/findings';
import { oncePerKey } from '../facts/flow/once';
import type { LoadGraph } from '../facts/modules/load-graph';
import { moduleBehind } from '../facts/scopes/loaded-module';
import type { CallSite, FileFacts } from '../facts/types';
import { holdsNothing } from '../parse/nothing';
import { lineOf } from '../parse/source-file';
import type { RuleName } from '../rules/types';
import { isRewritten } from './border/sides';
import type { Entry } from './settle';

/**
 * Where files outside of this run start spans without a word of what these come from, by the files that their tracers may be made in: roots, for
 * OpenTracing. A tracer that has moved makes them children of what is active.
 */
export type RootsOutside = ReadonlyMap<string, readonly string[]>;

/** `outside`: the files that are read to know what others mean, and stay as they are. */
export function rootsOutside(outside: readonly FileFacts[], loads: LoadGraph): RootsOutside {
  const roots = new Map<string, string[]>();
  const homes = oncePerKey((path: string) => loadedFrom(path, loads));
  for (const facts of outside)
    for (const call of facts.calls.filter(isBareStart)) {
      const where = `${facts.source.path}:${lineOf(facts.source, call.node.start ?? 0)}`;
      const home = homeOf(facts, call, loads);
      for (const path of home === undefined ? [] : homes(home)) {
        const known = roots.get(path);
        if (known) known.push(where);
        else roots.set(path, [where]);
      }
    }
  return roots;
}

/** No options, and empty ones, are of neither API. */
function isBareStart({ member, node: { arguments: given } }: CallSite): boolean {
  if (member !== 'tracer.startSpan') return false;
  const [, options] = given;
  return options === undefined || holdsNothing(options);
}

/** The file that a tracer is imported from. */
function homeOf(facts: FileFacts, { receiver }: CallSite, loads: LoadGraph): string | undefined {
  const specifier = receiver ? moduleBehind(facts, receiver) : undefined;
  return specifier === undefined ? undefined : loads.fileOf(specifier, facts.source.path);
}

/** A file, and those that it imports, and so on. */
function loadedFrom(path: string, loads: LoadGraph): ReadonlySet<string> {
  // A set goes on to what is added while it is gone through.
  const all = new Set([path]);
  for (const one of all) for (const next of loads.importedBy(one)) all.add(next);
  return all;
}

/** Rules that make a tracer OpenTelemetry's where it comes from. */
const MAKERS: ReadonlySet<RuleName> = new Set(['tracer', 'tracer-setup']);

/** What it means for them that a file's tracer moves, told where it does. */
export function toldOfRoots(path: string, applied: readonly Entry[], outside: RootsOutside): readonly Finding[] {
  const [first, ...others] = outside.get(path) ?? [];
  const maker = first === undefined ? undefined : applied.find(makesTracer);
  if (first === undefined || maker === undefined) return [];
  const where = others.length === 0 ? first : `${first} and ${others.length} more`;
  return [finding('OT415', path, maker.proposal.site, { where })];
}

function makesTracer(entry: Entry): boolean {
  return MAKERS.has(entry.proposal.rule) && isRewritten(entry);
}
