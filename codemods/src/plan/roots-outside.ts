import type * as t from '@babel/types';
import { type Finding, finding } from '../catalog/findings';
import type { LoadGraph } from '../facts/modules/load-graph';
import { moduleBehind } from '../facts/scopes/loaded-module';
import type { CallSite, FileFacts } from '../facts/types';
import { saysNothing } from '../parse/nothing';
import { lineOf } from '../parse/source-file';
import { unwrap } from '../parse/wrappers';
import type { RuleName } from '../rules/types';
import type { Entry } from './settle';

/**
 * Where files outside of this run start spans without a word of what these come from, by the files that their tracers may be made in: roots, for
 * OpenTracing. A tracer that has moved makes them children of what is active.
 */
export type RootsOutside = ReadonlyMap<string, readonly string[]>;

/** `outside`: the files that are read to know what others mean, and stay as they are. */
export function rootsOutside(outside: readonly FileFacts[], loads: LoadGraph): RootsOutside {
  const roots = new Map<string, string[]>();
  for (const facts of outside)
    for (const call of facts.calls.filter(isBareStart)) {
      const where = `${facts.source.path}:${lineOf(facts.source, call.node.start ?? 0)}`;
      for (const path of homesOf(facts, call, loads)) roots.set(path, [...(roots.get(path) ?? []), where]);
    }
  return roots;
}

/** No options, and empty ones, are of neither API. */
function isBareStart({ member, node: { arguments: given } }: CallSite): boolean {
  if (member !== 'tracer.startSpan') return false;
  const [, options] = given;
  if (options === undefined || saysNothing(options)) return true;
  const inner: t.Node = unwrap(options);
  return inner.type === 'ObjectExpression' && inner.properties.length === 0;
}

/** The file that a tracer is imported from, and those that this one imports. */
function homesOf(facts: FileFacts, { receiver }: CallSite, loads: LoadGraph): ReadonlySet<string> {
  const specifier = receiver ? moduleBehind(facts, receiver) : undefined;
  const first = specifier === undefined ? undefined : loads.fileOf(specifier, facts.source.path);
  const homes = new Set<string>();
  for (let next = first === undefined ? [] : [first]; next.length > 0; next = next.flatMap(loads.importedBy)) {
    next = next.filter((path) => !homes.has(path));
    for (const path of next) homes.add(path);
  }
  return homes;
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

function makesTracer({ proposal: { rule, outcome } }: Entry): boolean {
  return MAKERS.has(rule) && outcome.kind === 'rewrite' && outcome.edits.length > 0;
}
