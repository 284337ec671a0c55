import { finding } from '../catalog/findings';
import { keep, type Part, replace } from '../edit/edit';
import type { CallSite } from '../facts/types';
import { textOf } from '../parse/source-file';
import { callsTo, leave, rewrite } from './calls/proposals';
import { removeCall } from './calls/removal';
import { baggageOf } from './context/baggage-of';
import { spelledByJaeger } from './context/jaeger-baggage-key';
import { isBaggageHoisted } from './lifetime/baggage-at-start';
import { isHoisted } from './lifetime/hoisted';
import { calleeOf, plainArguments } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';

/** Baggage is part of a Context: what is set right after the start goes into the context of the start, what is read comes from it. */
export const baggage: Rule = {
  name: 'baggage',
  *propose(context) {
    for (const site of setsIn(context)) yield set(context, site);
    for (const site of callsTo(context, 'span.getBaggageItem', 'mockSpan.getBaggageItem')) yield get(context, site);
  },
};

function setsIn(context: FileContext): CallSite[] {
  return callsTo(context, 'span.setBaggageItem', 'mockSpan.setBaggageItem');
}

function isSetAndStays(context: FileContext, { unit }: CallSite): boolean {
  return setsIn(context).some((one) => one.unit.id === unit.id && !isBaggageHoisted(context, one));
}

function set(context: FileContext, site: CallSite): Proposal {
  if (isBaggageHoisted(context, site)) {
    const [key] = plainArguments(site.node) ?? [];
    const edits = removeCall(context, site, (one) => isHoisted(context, one));
    return rewrite('baggage', site, edits, key && spelledByJaeger(context, key));
  }
  const args = { name: site.unit.name, key: keyText(context, site) };
  return leave('baggage', site, finding('OT311', context.source.path, site.node, args));
}

function get(context: FileContext, site: CallSite): Proposal {
  const span = calleeOf(site.node)?.object;
  const [key] = plainArguments(site.node) ?? [];
  const { path } = context.source;
  const args = { name: site.unit.name, key: keyText(context, site) };
  if (!span || span.type === 'Super' || !key) return leave('baggage', site, finding('OT311', path, site.node, args));
  const baggage = baggageOf(context, span);
  // It stays with what is set there and cannot move: that is told already.
  if (!baggage && isSetAndStays(context, site)) return rewrite('baggage', site, []);
  if (!baggage) return leave('baggage', site, finding('OT312', path, site.node, args));
  const parts: Part[] = [baggage, '?.getEntry(', keep(key), ')?.value'];
  return rewrite('baggage', site, [replace(site.node, ...parts)], spelledByJaeger(context, key));
}

function keyText(context: FileContext, site: CallSite): string {
  const [key] = plainArguments(site.node) ?? [];
  return key ? textOf(context.source, key) : '';
}
