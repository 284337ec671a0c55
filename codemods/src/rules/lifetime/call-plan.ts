import type * as t from '@babel/types';
import type { Part } from '../../edit/edit';
import { siteOf } from '../calls/sites';
import { kindAfterStart } from '../options/kind-after-start';
import { shapeParts } from '../options/shape';
import type { StartCall } from '../options/start-call';
import { kindEntry } from '../options/start-options';
import { choiceOnLines } from '../syntax/choice-layout';
import { columnsOf } from '../syntax/layout';
import { unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { activeRegion } from './active';
import { indentWithin } from './active-edits';
import { type ArgumentLayout, layoutFor } from './argument-layout';
import { withBaggage } from './baggage-at-start';
import { innermostRegion, lifetimesOf } from './lifetimes';
import type { Region } from './region';

/** What becomes of the arguments of a call, before any of it is written. */
export interface CallPlan {
  readonly region: Region | undefined;
  /** The region that makes its parent the active span. */
  readonly around: Region | undefined;
  /** Entries that come into the options. */
  readonly further: readonly (readonly Part[])[];
  readonly lineage: ContextArgument;
  readonly layout: ArgumentLayout;
}

const known = new WeakMap<FileContext, Map<t.Node, CallPlan>>();

/** Plans a call once: those that come to stand in its callback ask how much deeper they go. */
export function planCall(context: FileContext, start: StartCall): CallPlan {
  const plans = known.get(context) ?? new Map<t.Node, CallPlan>();
  known.set(context, plans);
  const plan = plans.get(start.call) ?? plannedCall(context, start);
  plans.set(start.call, plan);
  return plan;
}

function plannedCall(context: FileContext, start: StartCall): CallPlan {
  const region = lifetimesOf(context).regions.get(start.call);
  const { parentNode } = start.options;
  const further = [...kindEntry(context, kindAfterStart(context, start.call)), ...rootEntry(context, start)];
  const onOneLine = shapeParts(context, start.options.shape, further);
  // Leaving the parent out is right only as long as the parent's own callback comes about.
  const around = parentNode && activeRegion(context, parentNode, start.call);
  const isLeftOut = around && (region || onOneLine || isOfSdk(context, start));
  const parent = start.options.parent.kind === 'context' && !isLeftOut ? start.options.parent.parts : [];
  const lineage = contextArgument(context, start, parent);
  const given = { options: onOneLine, lineage: afterComma(lineage) };
  return {
    region,
    around,
    further,
    lineage,
    layout: layoutFor(context, start, region, given, columnsMoved(context, start.call)),
  };
}

/** Code that moves further has little room, whatever its layout is: more lines would only make more of what is too wide. */
const FURTHEST = 40;

/** By how many columns a node moves, because the callbacks of spans come around it. */
export function columnsMoved(context: FileContext, node: t.Node): number {
  const region = innermostRegion(context, node);
  if (!region) return 0;
  const { layout } = planCall(context, region.start);
  return Math.min(FURTHEST, layout.moved + columnsOf(indentWithin(context, region, layout)));
}

/**
 * Whether a tracer is surely the SDK's, because this file itself asks for it. One that comes from elsewhere may be of both APIs while other
 * code has not moved: that takes a name alone for OpenTracing's way to start a trace.
 */
function isOfSdk(context: FileContext, { site: { receiver } }: StartCall): boolean {
  const inner = receiver && unwrap(receiver);
  const declaration = inner?.type === 'Identifier' ? context.facts.scopes.bindingOf(inner)?.declaration : undefined;
  const made = declaration?.type === 'VariableDeclarator' ? declaration.init : inner;
  return made ? siteOf(context, unwrap(made))?.member === 'globalTracer' : false;
}

/** The third argument: the parent, or a call that adds baggage to it. */
export interface ContextArgument {
  readonly onOneLine: readonly Part[];
  onLines(base: string): readonly Part[];
  /** It cannot stay in one line among arguments in one line: nothing else of them can be broken. */
  readonly isCall: boolean;
}

function contextArgument(context: FileContext, { call, options }: StartCall, parent: readonly Part[]): ContextArgument {
  const carried = withBaggage(context, call, options.parent.kind === 'root', parent);
  if (carried) return { ...carried, isCall: true };
  return { onOneLine: parent, onLines: (base) => choiceOnLines(context.source, parent, base), isCall: false };
}

/** The Context behind a comma, in one line. */
export function afterComma({ onOneLine }: ContextArgument): readonly Part[] {
  return onOneLine.length > 0 ? [', ', ...onOneLine] : [];
}

function rootEntry(context: FileContext, { options }: StartCall): readonly (readonly Part[])[] {
  // Options in a variable say it where they are made.
  const isSaid = options.parent.kind !== 'root' || options.shape.kind === 'given';
  return isSaid || context.options.parents === 'active' ? [] : [['root: true']];
}
