import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import type { SourceFile } from '../parse/source-file';
import type { Entry, Stay } from './settle';

/**
 * A call that stays keeps its arguments: what stands in them stays too, and binds no variable by that. A function among the
 * arguments has a life of its own.
 */
export function withArguments(entries: readonly Entry[], stays: ReadonlyMap<Entry, Stay>): ReadonlyMap<Entry, Stay> {
  const left = new Map<t.Node, Stay>();
  for (const [entry, stay] of stays) if (entry.call) left.set(entry.proposal.site, stay);
  const all = new Map(stays);
  for (const entry of entries) {
    const call = stays.has(entry) ? undefined : callAround(entry.facts.source, entry.proposal.site, left);
    const around = call && left.get(call);
    if (call && around) all.set(entry, stayWith(entry, call, around));
  }
  return all;
}

function callAround({ parents }: SourceFile, node: t.Node, left: ReadonlyMap<t.Node, Stay>): t.Node | undefined {
  let inner = node;
  for (let at = parents.get(node); at !== undefined; at = parents.get(at)) {
    if (/Function|Method|^Class/.test(inner.type)) return undefined;
    if (left.has(at) && !('callee' in at && at.callee === inner)) return at;
    inner = at;
  }
  return undefined;
}

/** A constant there is no call of its own to report. */
function stayWith({ facts: { source }, proposal, call, accepted }: Entry, around: t.Node, stay: Stay): Stay {
  const name = nameOf(source, around);
  const told = finding('OT803', source.path, proposal.site, { call: name });
  return { ...stay, finding: told, accepted: accepted || call === undefined };
}

function nameOf({ text }: SourceFile, node: t.Node): string {
  const callee = 'callee' in node && node.callee ? node.callee : node;
  const shown = text.slice(callee.start ?? 0, callee.end ?? 0).replace(/\s+/g, ' ');
  return shown.length > 40 ? `...${shown.slice(-37)}` : shown;
}
