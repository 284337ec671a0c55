import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import type { Binding } from '../scopes/scope';
import type { CallSite, OptionFlow } from '../types';
import { callersByFunction } from './callers';
import { type Carrier, carrierAt, groupsOf, isAsked, isForTests, takerOf, withParents } from './carriers';
import { findSightings } from './escapes';
import { Implementers } from './implementers';
import { outsideOf, reasonOf, type Seen } from './reasons';
import { type Calls, likeTracers, parametersAt, sourcesOf } from './sources';
import type { Known } from './uses';

/** The calls of one file that start spans. */
export interface Starts {
  readonly at: Context;
  readonly calls: readonly CallSite['node'][];
}

/**
 * The ways of options that are built in one place and given to startSpan in another: the parameters that they come in, and the
 * literals that they are. What is connected is one flow, and moves as one.
 */
export function findOptionFlows(
  starts: readonly Starts[],
  manifests: ReadonlyMap<string, unknown>,
  isKept: (path: string) => boolean,
): OptionFlow[] {
  const contexts = starts.map(({ at }) => at);
  const implementers = new Implementers(contexts);
  const own = starts.flatMap(({ at, calls }) => calls.flatMap((call) => parametersAt(at, call)));
  const seeds = [...own, ...likeTracers(implementers)];
  if (seeds.length === 0) return [];
  const isStart = startsOf(starts);
  const calls: Calls = { byFunction: callersByFunction(contexts, implementers), implementers, isStart };
  const carriers = new Map<Binding, Carrier>();
  const literals = new Map<t.ObjectExpression, Context>();
  const queue = [...seeds];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (carriers.has(next.binding)) continue;
    const sources = sourcesOf(next, calls);
    for (const { there, literal } of sources.literals) literals.set(literal, there);
    carriers.set(next.binding, carrierAt(next, calls, sources));
    queue.push(...sources.carriers, ...sources.beside);
  }
  const known: Known = {
    isCarrier: (binding) => carriers.has(binding),
    isLiteral: (node) => literals.has(node),
    isStart,
  };
  const all = [...carriers.values()];
  const sightings = findSightings(
    all.flatMap((carrier) => takerOf(carrier) ?? []),
    contexts,
  );
  return groupsOf(all).map((group) => flowOf(group, literals, { known, sightings, implementers, manifests, isKept }));
}

function startsOf(starts: readonly Starts[]): (node: t.Node) => boolean {
  const all = new Set<t.Node>(starts.flatMap(({ calls }) => calls));
  return (node) => all.has(node);
}

function flowOf(group: readonly Carrier[], files: ReadonlyMap<t.ObjectExpression, Context>, project: Seen): OptionFlow {
  const [first] = group;
  const { path } = first?.at.file.source ?? { path: '' };
  const literals = [...new Set(group.flatMap((carrier) => carrier.literals))];
  const pathOf = (node: t.ObjectExpression) => files.get(node)?.file.source.path ?? path;
  const reachingParents = withParents(group);
  const paths = [...group.map(({ at }) => at.file.source.path), ...literals.map((node) => pathOf(node))];
  const kept = paths.some(project.isKept) ? 'a package that implements OpenTracing is on their way' : undefined;
  const doubles = group.some(isForTests) && !group.every(isForTests);
  const followed = doubles ? group.filter((carrier) => !isForTests(carrier)) : group;
  const outside = group.flatMap((carrier) => outsideOf(carrier, project) ?? [])[0];
  const open = kept ?? followed.flatMap((carrier) => reasonOf(carrier, project) ?? [])[0];
  return {
    unit: { id: `options ${path}#${first?.binding.id}`, kind: 'variable', name: first?.binding.name ?? 'options' },
    carriers: group.map(({ binding, type }) => ({
      binding,
      withParent: outside !== undefined || reachingParents.has(binding),
      interfaces: type.interfaces,
    })),
    declarations: [...new Set(group.flatMap(({ declarations }) => declarations.map(({ member }) => member)))],
    literals: literals.map((node) => ({ path: pathOf(node), node })),
    outside,
    isAsked: group.some(isAsked),
    open: open ?? (literals.length === 0 && outside === undefined ? 'none of them is in sight' : undefined),
  };
}
