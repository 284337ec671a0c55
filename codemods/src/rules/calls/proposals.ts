import type { Finding } from '../../catalog/findings';
import type { Member } from '../../catalog/opentracing-api';
import { type Edit, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { calleeOf } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext, Proposal, RuleName } from '../types';

/** The calls of a file to any of the members. */
export function callsTo(context: FileContext, ...members: readonly Member[]): CallSite[] {
  return context.facts.calls.filter((site) => members.includes(site.member));
}

/** A rewrite of a call that moves with its receiver. */
export function rewrite(
  rule: RuleName,
  site: CallSite,
  edits: readonly Edit[],
  findings: readonly Finding[] = [],
): Proposal {
  return { rule, site: site.node, units: [site.unit], outcome: { kind: 'rewrite', edits, findings } };
}

/** A call that stays, with the reason. */
export function leave(rule: RuleName, site: CallSite, finding: Finding): Proposal {
  return { rule, site: site.node, units: [site.unit], outcome: { kind: 'leave', finding } };
}

/** Renames the method of a call, and nothing else. */
export function renameMethod(context: FileContext, site: CallSite, name: string): Edit[] {
  const callee = calleeOf(site.node);
  if (!callee) return [];
  return [replace(callee.property, callee.computed ? quoted(context, name) : name)];
}

/** Tells a thing once for each variable of a file. */
export class OncePerUnit {
  readonly #told = new Set<string>();

  /** True the first time it is asked for a unit. */
  first(site: CallSite): boolean {
    if (this.#told.has(site.unit.id)) return false;
    this.#told.add(site.unit.id);
    return true;
  }
}
