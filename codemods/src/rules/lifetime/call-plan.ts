import type * as t from '@babel/types';
import type { StartCall } from '../options/start-call';
import { columnsOf } from '../syntax/layout';
import type { FileContext } from '../types';
import { indentWithin } from './active-edits';
import { type ArgumentLayout, layoutFor } from './argument-layout';
import { branchLine } from './branch-line';
import { innermostRegion } from './lifetimes';
import { afterComma, type StartArguments, startArguments } from './start-arguments';

/** What becomes of the arguments of a call, before any of it is written. */
export interface CallPlan extends StartArguments {
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
  const given = startArguments(context, start);
  const moved = columnsMoved(context, start.call);
  const place = { moved, branch: branchLine(context, start, moved) };
  const { options, lineage, region } = given;
  const call = { start, region, place, given: { options, lineage: afterComma(lineage) } };
  return { ...given, layout: layoutFor(context, call) };
}

/** Code that moves further has little room, whatever its layout is: more lines would only make more of what is too wide. */
const FURTHEST = 40;

/** By how many columns a node moves, because the callbacks of spans come around it. */
export function columnsMoved(context: FileContext, node: t.Node): number {
  const region = innermostRegion(context, node);
  if (!region) return 0;
  const { layout } = planCall(context, region.start);
  return Math.min(FURTHEST, layout.place.moved + columnsOf(indentWithin(context, region, layout)));
}
