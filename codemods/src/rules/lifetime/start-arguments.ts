import type { Part } from '../../edit/edit';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { kindAfterStart } from '../options/kind-after-start';
import { shapeParts } from '../options/shape';
import type { StartCall } from '../options/start-call';
import { kindEntry } from '../options/start-options';
import { choiceOnLines } from '../syntax/choice-layout';
import type { FileContext } from '../types';
import { activeRegion } from './active';
import { withBaggage } from './baggage-at-start';
import { lifetimesOf } from './lifetimes';
import type { Region } from './region';

/** What a rewritten call is given behind the name, before it is known how that is laid out. */
export interface StartArguments {
  readonly region: Region | undefined;
  /** The region that makes its parent the active span. */
  readonly around: Region | undefined;
  /** Entries that come into the options. */
  readonly further: readonly (readonly Part[])[];
  /** The options in one line; undefined if there are none. */
  readonly options: readonly Part[] | undefined;
  readonly lineage: ContextArgument;
}

/** What a call of `startSpan` is given once it is rewritten. */
export function startArguments(context: FileContext, start: StartCall): StartArguments {
  const region = lifetimesOf(context).regions.get(start.call);
  const { parentNode } = start.options;
  const further = [...kindEntry(context, kindAfterStart(context, start.call)), ...rootEntry(context, start)];
  const options = shapeParts(context, start.options.shape, further);
  // Leaving the parent out is right only as long as the parent's own callback comes about.
  const around = parentNode && activeRegion(context, parentNode, start.call);
  const isLeftOut = around && (region || options || isOfSdk(context, start));
  const parent = start.options.parent.kind === 'context' && !isLeftOut ? start.options.parent.parts : [];
  return { region, around, further, options, lineage: contextArgument(context, start, parent) };
}

/**
 * Whether a tracer is surely the SDK's, because this file itself asks for it. One that comes from elsewhere may be of both APIs while other
 * code has not moved: that takes a name alone for OpenTracing's way to start a trace.
 */
function isOfSdk(context: FileContext, { site: { receiver } }: StartCall): boolean {
  const inner = receiver && unwrap(receiver);
  const declaration = inner?.type === 'Identifier' ? context.facts.scopes.bindingOf(inner)?.declaration : undefined;
  const made = declaration?.type === 'VariableDeclarator' ? declaration.init : inner;
  if (!made || siteOf(context, unwrap(made))?.member !== 'globalTracer') return false;
  // The project's own is still asked for, and may be of both.
  return context.project.ownGlobalTracerFor(context.source.path) === undefined;
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
