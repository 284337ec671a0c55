import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import type { SourceFile } from '../parse/source-file';
import type { Entry, Stay } from './settle';

/**
 * A call that stays keeps its arguments: what stands in them stays too, and binds no variable by that. So do options that stay where
 * they are built for a call elsewhere. A function among the arguments has a life of its own.
 */
export function withArguments(entries: readonly Entry[], stays: ReadonlyMap<Entry, Stay>): ReadonlyMap<Entry, Stay> {
  const left = leftCalls(stays);
  const all = new Map(stays);
  if (left.size === 0) return all;
  const ofCalls: Around = new Map();
  const ofOthers: Around = new Map();
  for (const entry of entries) {
    const call =
      stays.has(entry) || entry.proposal.inLeft ? undefined : callAround(entry, left, entry.call ? ofCalls : ofOthers);
    const around = call && left.get(call);
    if (call && around) all.set(entry, stayWith(entry, call, around));
  }
  return all;
}

/** Without what holds in calls that stay only, where the call around it moves. */
export function withoutOthersWork(entries: readonly Entry[], stays: ReadonlyMap<Entry, Stay>): readonly Entry[] {
  if (entries.every(({ proposal }) => proposal.inLeft !== 'only')) return entries;
  const left = leftCalls(stays);
  return entries.filter(
    (entry) => entry.proposal.inLeft !== 'only' || callAround(entry, left, new Map()) !== undefined,
  );
}

function leftCalls(stays: ReadonlyMap<Entry, Stay>): Map<t.Node, Stay> {
  const left = new Map<t.Node, Stay>();
  for (const [entry, stay] of stays) if (entry.call || isOptions(entry)) left.set(entry.proposal.site, stay);
  return left;
}

function isOptions({ proposal: { rule, site } }: Entry): boolean {
  return rule === 'start-span' && site.type === 'ObjectExpression';
}

/** What was found around nodes: the links of a chain of calls ask for it one after the other. */
type Around = Map<t.Node, t.Node | undefined>;

const HAS_LIFE_OF_ITS_OWN = /Function|Method|^Class/;

function callAround(entry: Entry, left: ReadonlyMap<t.Node, Stay>, known: Around): t.Node | undefined {
  const { parents } = entry.facts.source;
  const passed: t.Node[] = [];
  let found: t.Node | undefined;
  for (let inner: t.Node | undefined = entry.proposal.site; inner !== undefined; inner = parents.get(inner)) {
    if (HAS_LIFE_OF_ITS_OWN.test(inner.type)) break;
    found = known.get(inner) ?? leftAround(entry, inner, left);
    if (found !== undefined || known.has(inner)) break;
    passed.push(inner);
  }
  for (const inner of passed) known.set(inner, found);
  return found;
}

/** What a node stands in as its argument. */
function leftAround(entry: Entry, inner: t.Node, left: ReadonlyMap<t.Node, Stay>): t.Node | undefined {
  const at = entry.facts.source.parents.get(inner);
  if (at === undefined || !left.has(at)) return undefined;
  // The name of a constant in options says the same in either form.
  const isTheirs = at.type !== 'ObjectExpression' || entry.call !== undefined;
  return isTheirs && !('callee' in at && at.callee === inner) ? at : undefined;
}

/** A constant there is no call of its own to report. */
function stayWith({ facts: { source }, proposal, call, accepted }: Entry, around: t.Node, stay: Stay): Stay {
  const name = nameOf(source, around);
  const told = finding('OT803', source.path, proposal.site, { call: name });
  return { ...stay, finding: told, accepted: accepted || call === undefined };
}

function nameOf({ text }: SourceFile, node: t.Node): string {
  if (node.type === 'ObjectExpression') return 'startSpan';
  const callee = 'callee' in node && node.callee ? node.callee : node;
  const shown = text.slice(callee.start ?? 0, callee.end ?? 0).replace(/\s+/g, ' ');
  return shown.length > 40 ? `...${shown.slice(-37)}` : shown;
}
