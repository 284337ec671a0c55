import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { CallSite } from '../../facts/types';
import { walk } from '../../parse/parents';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { chainOf } from '../calls/chain';
import { siteOf } from '../calls/sites';
import { conflicts, does, type Effect, effectsOf } from '../effects/effects';
import { isActiveWithSpan } from '../parents/context-parts';
import { plainArguments } from '../syntax/syntax';
import { isSimpleKey, quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { lifetimesOf } from './lifetimes';
import type { Region } from './region';

/** A baggage item that is set on a span right after its start: the Context that the span is started in can carry it. */
export interface BaggageItem {
  readonly site: CallSite;
  readonly key: t.Expression;
  readonly value: t.Expression;
}

/** What the starts of a file take over from the statements after them. */
interface BaggageAtStarts {
  /** What is written at a start. */
  readonly items: ReadonlyMap<t.Node, readonly BaggageItem[]>;
  /** The calls that go. */
  readonly hoisted: ReadonlySet<CallSite>;
}

const known = new WeakMap<FileContext, BaggageAtStarts>();

/** Looked up, because every start and every item asks, and hardly a file has any. */
function baggageAtStarts(context: FileContext): BaggageAtStarts {
  const found = known.get(context) ?? findBaggage(context);
  known.set(context, found);
  return found;
}

function findBaggage(context: FileContext): BaggageAtStarts {
  const items = new Map<t.Node, readonly BaggageItem[]>();
  const hoisted = new Set<CallSite>();
  if (!context.facts.calls.some(({ member }) => member === 'span.setBaggageItem')) return { items, hoisted };
  for (const [start, region] of lifetimesOf(context).regions) {
    if (!canCarry(context, region)) continue;
    const taken = itemsAfter(context, region);
    for (const { site } of taken) hoisted.add(site);
    const written = taken.filter((item, place) => !taken.slice(place + 1).some((one) => isOfKeyOf(context, one, item)));
    if (written.length > 0) items.set(start, written);
  }
  return { items, hoisted };
}

/** Whether the start of the span takes over what a call sets. */
export function isBaggageHoisted(context: FileContext, site: CallSite): boolean {
  return baggageAtStarts(context).hoisted.has(site);
}

/** No parent, the span around it, a Context in a variable, or a choice that does nothing: what can be named twice. */
function canCarry(context: FileContext, { start }: Region): boolean {
  const { argument, options } = start;
  const { parent, parentNode } = options;
  if (parent.kind === 'root' || argument === undefined) return true;
  return parentNode ? unwrap(parentNode).type === 'Identifier' : !effectsOf(context, [argument]).some(does);
}

/** What is set before anything else happens but other calls on the span. */
function itemsAfter(context: FileContext, region: Region): BaggageItem[] {
  const items: BaggageItem[] = [];
  const left: t.Node[] = [];
  for (const site of callsAfter(context, region)) {
    const item = itemOf(context, region, site);
    if (item && mayComeBefore(context, item, left) && mayReplace(context, item, items)) items.push(item);
    else left.push(...site.node.arguments);
  }
  return items;
}

/** The calls on the span right after its start, with nothing between them. */
function* callsAfter(context: FileContext, { statements, binding }: Region): Iterable<CallSite> {
  for (const statement of statements) {
    const site = statement.type === 'ExpressionStatement' && siteOf(context, unwrap(statement.expression));
    if (!site) return;
    const chain = chainOf(context, site);
    const root = unwrap(chain.root);
    const isOnSpan = root.type === 'Identifier' && context.facts.scopes.bindingOf(root) === binding;
    if (chain.statement !== statement || !isOnSpan) return;
    yield* chain.calls;
  }
}

function itemOf(context: FileContext, region: Region, site: CallSite): BaggageItem | undefined {
  const [key, value] = (site.member === 'span.setBaggageItem' && plainArguments(site.node)) || [];
  if (!key || !value || ![key, value].every((node) => isKnownBefore(context, region, node))) return undefined;
  return { site, key, value };
}

/** Whether nobody can see that an item comes before what other calls are given: `next()` here and `next()` there. */
function mayComeBefore(context: FileContext, { key, value }: BaggageItem, given: readonly t.Node[]): boolean {
  const effects = effectsOf(context, [...given, key, value]);
  const isOfItem = ({ node }: Effect) => [key, value].some((part) => isWithin(rangeOf(node), rangeOf(part)));
  const [own, others] = [effects.filter(isOfItem), effects.filter((effect) => !isOfItem(effect))];
  return !own.some((one) => others.some((other) => conflicts(context, one, other)));
}

/** An item that was set before under the same key goes, if nothing is missing then. */
function mayReplace(context: FileContext, item: BaggageItem, before: readonly BaggageItem[]): boolean {
  const gone = before.filter((one) => isOfKeyOf(context, item, one)).flatMap(({ key, value }) => [key, value]);
  return !effectsOf(context, gone).some(does);
}

function isOfKeyOf({ source }: FileContext, item: BaggageItem, other: BaggageItem): boolean {
  return textOf(source, item.key) === textOf(source, other.key);
}

/** Every name in it has its value before the span is started. */
function isKnownBefore(context: FileContext, region: Region, node: t.Node): boolean {
  let known = true;
  walk(node, (inner) => {
    if (inner.type !== 'Identifier') return;
    const declared = context.facts.scopes.bindingOf(inner)?.identifier;
    if (declared && rangeOf(declared).start >= rangeOf(region.declaration).start) known = false;
  });
  return known;
}

/** A call that stands on one line, or with each argument on a line of its own. */
export interface Carried {
  readonly onOneLine: readonly Part[];
  /** `base`: the indentation of the line that it begins on. */
  onLines(base: string): readonly Part[];
}

/** The context argument of a start that carries the items on top of the context that was there; undefined where there are none. */
export function withBaggage(
  context: FileContext,
  start: t.Node,
  isRoot: boolean,
  parent: readonly Part[],
): Carried | undefined {
  const items = baggageAtStarts(context).items.get(start);
  if (!items) return undefined;
  const propagation = context.api('propagation');
  const isActive = parent.length === 0;
  const base: readonly Part[] = isActive ? [`${context.api('context')}.active()`] : parent;
  if (isRoot) return setBaggage(context, base, newBaggage(context, items));
  const current: Part[] =
    isActive || isActiveWithSpan(context, parent)
      ? [`${propagation}.getActiveBaggage()`]
      : [`${propagation}.getBaggage(`, ...base, ')'];
  const baggage = ['(', ...current, ` ?? ${propagation}.createBaggage())`, ...items.flatMap(entryCall)];
  return setBaggage(context, base, baggage);
}

function setBaggage(context: FileContext, base: readonly Part[], baggage: readonly Part[]): Carried {
  const { indent, trailingComma } = detectStyle(context.source);
  const call = (before: string, between: string, after: string) => [
    `${context.api('propagation')}.setBaggage(${before}`,
    ...base,
    between,
    ...baggage,
    after,
  ];
  return {
    onOneLine: call('', ', ', ')'),
    onLines: (outer) => call(`\n${outer}${indent}`, `,\n${outer}${indent}`, `${trailingComma ? ',' : ''}\n${outer})`),
  };
}

function entryCall({ key, value }: BaggageItem): Part[] {
  return ['.setEntry(', keep(key), ', { value: ', keep(value), ' })'];
}

/** A root has no baggage but what is set on it. */
function newBaggage(context: FileContext, items: readonly BaggageItem[]): Part[] {
  const entries = items.flatMap(({ key, value }, index): Part[] => [
    index === 0 ? '' : ', ',
    ...keyParts(context, key),
    ': { value: ',
    keep(value),
    ' }',
  ]);
  return [`${context.api('propagation')}.createBaggage({ `, ...entries, ' })'];
}

function keyParts(context: FileContext, key: t.Expression): Part[] {
  const text = key.type === 'StringLiteral' ? key.value : undefined;
  if (text === undefined) return ['[', keep(key), ']'];
  return [isSimpleKey(text) ? text : quoted(context, text)];
}
