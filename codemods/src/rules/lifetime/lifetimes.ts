import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { startSites } from '../calls/sites';
import { isStandIn } from '../data/stand-in';
import { type OptionWrite, readOptionWrites } from '../options/option-writes';
import { type PassedLiteral, readPassedLiterals } from '../options/passed-literal';
import { readStart, type StartCall } from '../options/start-call';
import type { Read } from '../options/start-options';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import type { Obstacle } from './obstacles';
import { findRegion, type Region } from './region';

/** Every startSpan of a file, and what was decided for it. */
export interface Lifetimes {
  readonly starts: ReadonlyMap<t.Node, Read<StartCall>>;
  readonly regions: ReadonlyMap<t.Node, Region>;
  readonly obstacles: ReadonlyMap<t.Node, Obstacle>;
  /** The expressions that became parents or links: what stands for a span in them is taken apart. */
  readonly taken: ReadonlySet<t.Node>;
  /** What is taken apart outside of the options of a start, in a list of references, and the start that it is for. */
  readonly listed: ReadonlyMap<t.Node, CallSite>;
  /** Statements that go with what they made. */
  readonly gone: readonly t.Node[];
  /** Options that a startSpan elsewhere is given. */
  readonly passed: readonly PassedLiteral[];
  /** What is done to such options on their way. */
  readonly written: readonly OptionWrite[];
}

const known = new WeakMap<FileContext, Lifetimes>();

/** The spans of a file: which become active around their code, and which stay in place and why. */
export function lifetimesOf(context: FileContext): Lifetimes {
  const lifetimes = known.get(context) ?? decide(context);
  known.set(context, lifetimes);
  return lifetimes;
}

const NO_CALLBACKS: Readonly<Record<Exclude<FileContext['callbacks'], 'wanted'>, Obstacle>> = {
  unwanted: { reason: 'style' },
  refused: { reason: 'types' },
};

/**
 * What a test wrote in place of a tracer starts spans; nobody says what it would give to a callback. Where it only replaces `startSpan`,
 * the code that it tries has to call that.
 */
function noCallback(context: FileContext, { call }: StartCall): Obstacle | undefined {
  const { callee } = call;
  if (context.callbacks !== 'wanted') return NO_CALLBACKS[context.callbacks];
  if (isMember(callee) && isStandIn(context, callee.object)) return { reason: 'double' };
  return context.facts.isReplaced(call) ? { reason: 'replaced' } : undefined;
}

function decide(context: FileContext): Lifetimes {
  const starts = new Map<t.Node, Read<StartCall>>();
  const regions = new Map<t.Node, Region>();
  const obstacles = new Map<t.Node, Obstacle>();
  for (const site of startSites(context)) starts.set(site.node, readStart(context, site));
  const read = [...starts.values()].flatMap((start) => ('left' in start ? [] : [start]));
  const moved = read.flatMap(({ call, options }) =>
    options.gone.map((from) => ({ from: rangeOf(from), to: rangeOf(call) })),
  );
  for (const start of [...read].sort(byPlace)) {
    if (start.migrated) continue;
    const none = noCallback(context, start);
    const found = none
      ? { obstacle: none }
      : findRegion(context, start, { moved, end: endAround(regions.values(), start.call) });
    if ('obstacle' in found) obstacles.set(start.call, found.obstacle);
    else regions.set(start.call, found);
  }
  const passed = readPassedLiterals(context);
  const made = passed.flatMap((one) => ('left' in one.read ? [] : [one.read]));
  const written = readOptionWrites(context);
  const settled = written.filter((one) => !('left' in one.read));
  const listed = new Map(read.flatMap(({ options, site }) => options.listed.map((node) => [node, site] as const)));
  const inPlace = [...read.map(({ options }) => options), ...made, ...settled].flatMap((one) => one.taken);
  const taken = new Set([...inPlace, ...listed.keys()]);
  return {
    starts,
    regions,
    obstacles,
    taken,
    listed,
    gone: read.flatMap(({ options }) => options.gone),
    passed,
    written,
  };
}

function byPlace({ call: one }: StartCall, { call: other }: StartCall): number {
  return rangeOf(one).start - rangeOf(other).start;
}

/** Where the callbacks around a place end: one that is made in them ends there too. */
function endAround(regions: Iterable<Region>, place: t.Node): number {
  const { start } = rangeOf(place);
  const around = [...regions].filter(({ range }) => range.start <= start && start < range.end);
  return Math.min(...around.map(({ range }) => range.end));
}

/** The innermost region whose callback runs a node, of all that hold it. */
export function innermostRegion(context: FileContext, node: t.Node): Region | undefined {
  const { start, end } = rangeOf(node);
  let innermost: Region | undefined;
  for (const region of lifetimesOf(context).regions.values()) {
    if (region.range.start > start || region.range.end < end) continue;
    if (!innermost || region.range.start > innermost.range.start) innermost = region;
  }
  return innermost;
}
