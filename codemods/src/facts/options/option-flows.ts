import type * as t from '@babel/types';
import { type FunctionNode, isFunction } from '../../parse/functions';
import { isOld, type MovedStart } from '../by-use/old-options';
import type { Context } from '../constraints/context';
import type { CallSite, OptionFlow, OptionMaker } from '../types';
import { callersByFunction } from './callers';
import {
  areTagsUsed,
  type Carrier,
  carrierAt,
  groupsOf,
  isAsked,
  isFilledLater,
  isForTests,
  takerOf,
  withParents,
} from './carriers';
import { declaredElsewhere } from './declared-elsewhere';
import { findSightings } from './escapes';
import { Implementers } from './implementers';
import { mayGiveNothing } from './makers';
import { nameOf, outsideOf, reasonOf, type Seen } from './reasons';
import { type Calls, type Holder, isMaker, likeTracers, parametersAt, sourcesOf } from './sources';
import type { Known } from './uses';
import { optionArgument } from './values';

/** The calls of one file that start spans. */
export interface Starts {
  readonly at: Context;
  readonly calls: readonly CallSite['node'][];
  /** Those that have moved in an earlier run. */
  readonly moved: readonly MovedStart[];
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
  const own = starts.flatMap(({ at, calls }) => calls.flatMap((call) => parametersAt(at, optionArgument(call))));
  const before = starts.flatMap((file) => file.moved.flatMap(({ call }) => parametersAt(file.at, call.arguments[1])));
  const seeds = [...own, ...before, ...likeTracers(implementers)];
  if (seeds.length === 0) return [];
  const moved = new Map<t.Node, MovedStart>(starts.flatMap((file) => file.moved.map((start) => [start.call, start])));
  const unmoved = new Set<t.Node>(starts.flatMap((file) => file.calls));
  const isStart = (node: t.Node) => unmoved.has(node) || moved.has(node);
  const calls: Calls = { byFunction: callersByFunction(contexts, implementers), implementers, isStart };
  const carriers = new Map<Holder, Carrier>();
  const literals = new Map<t.ObjectExpression, Context>();
  const queue = [...seeds];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (carriers.has(next.holder)) continue;
    const sources = sourcesOf(next, calls);
    for (const { there, literal } of sources.literals) literals.set(literal, there);
    carriers.set(next.holder, carrierAt(next, calls, sources));
    queue.push(...sources.carriers, ...sources.beside);
  }
  const known: Known = {
    isCarrier: (binding) => binding !== undefined && carriers.has(binding),
    isMaker: (fn) => isFunction(fn) && carriers.has(fn),
    isLiteral: (node) => literals.has(node),
    isStart,
    movedAt: (node) => moved.get(node),
  };
  const all = [...carriers.values()];
  const sightings = findSightings(
    all.flatMap((carrier) => takerOf(carrier) ?? []),
    contexts,
  );
  const elsewhere = declaredElsewhere(all, contexts);
  const seen = {
    known,
    sightings,
    implementers,
    manifests,
    declaredElsewhere: elsewhere,
    calls: calls.byFunction,
    isKept,
  };
  return groupsOf(all).map((group) => flowOf(group, literals, seen));
}

function flowOf(group: readonly Carrier[], files: ReadonlyMap<t.ObjectExpression, Context>, project: Seen): OptionFlow {
  const [first] = group;
  const { path } = first?.at.file.source ?? { path: '' };
  const literals = [...new Set(group.flatMap((carrier) => carrier.literals))];
  const pathOf = (node: t.ObjectExpression) => files.get(node)?.file.source.path ?? path;
  const reachingParents = withParents(group);
  const hasParent = (holder: Holder) => outside !== undefined || reachingParents.has(holder);
  const paths = [...group.map(({ at }) => at.file.source.path), ...literals.map((node) => pathOf(node))];
  const kept = paths.some(project.isKept) ? 'a package that implements OpenTracing is on their way' : undefined;
  const doubles = group.some(isForTests) && !group.every(isForTests);
  const followed = doubles ? group.filter((carrier) => !isForTests(carrier)) : group;
  const outside = group.flatMap((carrier) => outsideOf(carrier, project) ?? [])[0];
  const isEmpty = literals.length === 0 && outside === undefined && !group.some(isFilledLater);
  const moved = group.flatMap((carrier) => movedStartsOf(carrier, project));
  const hasMoved = moved.length > 0;
  const isLost = reachingParents.size > 0 && moved.some(({ readsParent }) => !readsParent);
  const lost = isLost ? 'a start that has moved takes no parent from among them' : undefined;
  const open = kept ?? lost ?? followed.flatMap((carrier) => reasonOf(carrier, project) ?? [])[0];
  return {
    unit: { id: `options ${path}#${first && idOf(first)}`, kind: 'variable', name: first ? nameOf(first) : 'options' },
    carriers: group.flatMap(({ holder, type: { declared } }) =>
      isMaker(holder) ? [] : [{ binding: holder, withParent: hasParent(holder), declared }],
    ),
    makers: group.flatMap(({ holder, at, type: { declared } }) =>
      isMaker(holder) ? [{ ...madeBy(holder, at, project), withParent: hasParent(holder), declared }] : [],
    ),
    declarations: [...new Set(group.flatMap(({ declarations }) => declarations.map(({ member }) => member)))],
    literals: literals.map((node) => ({
      path: pathOf(node),
      node,
      isDone: hasMoved && !isOldIn(files.get(node), node),
    })),
    hasMoved,
    outside,
    isAsked: group.some(isAsked),
    areTagsUsed: group.some(areTagsUsed),
    open: open ?? (isEmpty ? 'none of them is in sight' : undefined),
  };
}

/** The starts that have moved in an earlier run and are given what is in a variable, or what a function gives. */
function movedStartsOf({ at, holder }: Carrier, { known, calls }: Seen): MovedStart[] {
  const uses = isMaker(holder)
    ? (calls.get(holder) ?? []).map((call) => ({ there: call.at, use: call.node as t.Node }))
    : holder.references.map(({ node }) => ({ there: at, use: node as t.Node }));
  return uses.flatMap(({ there, use }) => {
    for (let up = there.parent(use); up && !isFunction(up); up = there.parent(up)) {
      const start = known.movedAt(up);
      if (start) return [start];
    }
    return [];
  });
}

function isOldIn(at: Context | undefined, literal: t.ObjectExpression): boolean {
  return at === undefined || isOld(at, literal);
}

/** A variable is told from others by its number in the file, a function by its place. */
function idOf({ holder }: Carrier): string {
  return isMaker(holder) ? `@${holder.start}` : `${holder.id}`;
}

function madeBy(
  node: FunctionNode,
  at: Context,
  { calls }: Seen,
): Pick<OptionMaker, 'node' | 'calls' | 'mayGiveNothing'> {
  const found = calls.get(node) ?? [];
  return { node, calls: found.map((call) => call.node), mayGiveNothing: mayGiveNothing(at, node) };
}
