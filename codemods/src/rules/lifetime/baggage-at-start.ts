import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { CallSite, FileFacts } from '../../facts/types';
import { walk } from '../../parse/parents';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { chainOf } from '../calls/chain';
import { siteOf } from '../calls/sites';
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

/** The items that the context argument of a `startActiveSpan` takes over from the statements after it. */
function baggageAtStart(context: FileContext, start: t.Node): BaggageItem[] {
  const region = lifetimesOf(context).regions.get(start);
  if (!region || !canCarry(region)) return [];
  return baggageCalls(context.facts).flatMap((site) => {
    const [key, value] = plainArguments(site.node) ?? [];
    return key &&
      value &&
      isRightAfter(context, region, site) &&
      [key, value].every((node) => isKnownBefore(context, region, node))
      ? [{ site, key, value }]
      : [];
  });
}

const known = new WeakMap<FileFacts, readonly CallSite[]>();

/** Looked up, because every start asks and hardly a file has any. */
function baggageCalls(facts: FileFacts): readonly CallSite[] {
  const calls = known.get(facts) ?? facts.calls.filter(({ member }) => member === 'span.setBaggageItem');
  known.set(facts, calls);
  return calls;
}

/** Whether the start of the span takes over what a call sets. */
export function isBaggageHoisted(context: FileContext, site: CallSite): boolean {
  return [...lifetimesOf(context).regions.keys()].some((start) =>
    baggageAtStart(context, start).some((item) => item.site === site),
  );
}

/** No parent, the span around it, or a Context in a variable: what can be named twice. */
function canCarry({ start }: Region): boolean {
  const { parent, parentNode } = start.options;
  return parent.kind === 'root' || parentNode === undefined || unwrap(parentNode).type === 'Identifier';
}

/** Between the start and the call there is nothing but other calls on the span itself. */
function isRightAfter(context: FileContext, region: Region, site: CallSite): boolean {
  const { statement, root } = chainOf(context, site);
  const inner = unwrap(root);
  if (!statement || inner.type !== 'Identifier' || context.facts.scopes.bindingOf(inner) !== region.binding)
    return false;
  const at = (region.statements as readonly t.Node[]).indexOf(statement);
  return at >= 0 && region.statements.slice(0, at).every((earlier) => speaksOfSpan(context, region, earlier));
}

function speaksOfSpan(context: FileContext, region: Region, statement: t.Statement): boolean {
  if (statement.type !== 'ExpressionStatement') return false;
  const site = siteOf(context, unwrap(statement.expression));
  const root = site && unwrap(chainOf(context, site).root);
  return root?.type === 'Identifier' && context.facts.scopes.bindingOf(root) === region.binding;
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
  const items = baggageAtStart(context, start);
  if (items.length === 0) return undefined;
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
