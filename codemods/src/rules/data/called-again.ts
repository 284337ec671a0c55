import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import type { FileFacts } from '../../facts/types';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { areExclusive } from '../syntax/exclusive';
import { isLoop } from '../syntax/flow';
import { oncePerProject } from '../syntax/once-per-project';
import { type AnyCall, isCall, outermost } from '../syntax/syntax';

/** The functions that are given one span more than once: what they set on it the first time is not the last word. */
export const functionsCalledAgain = oncePerProject(({ files }): ReadonlySet<t.Node> => {
  const found = new Set<t.Node>();
  for (const facts of files.values())
    for (const binding of facts.scopes.all)
      for (const call of callsAgain(facts, binding))
        for (const { node } of facts.functionsOf(call.callee) ?? []) found.add(node);
  return found;
});

/** The calls of a function to which the span in a variable goes that has been given to it before, or will be in the next turn of a loop. */
function callsAgain(facts: FileFacts, binding: Binding): readonly AnyCall[] {
  const { source } = facts;
  const calls = binding.references.map(({ node }) => callWith(facts, node)).filter((call) => call !== undefined);
  const again = calls.filter((call) =>
    calls.some((other) =>
      other === call
        ? isRepeated(facts, call, binding)
        : textOf(source, other.callee) === textOf(source, call.callee) && !areExclusive(source, other, call),
    ),
  );
  return again.length > 0 && facts.factOf(binding.identifier)?.roles.has('span') ? again : [];
}

/** The call that a mention is an argument of. */
function callWith({ source }: FileFacts, mention: t.Node): AnyCall | undefined {
  const { parent, node } = outermost(source, mention);
  return isCall(parent) && parent.callee !== node ? parent : undefined;
}

/** It stands in a loop, and its span before that. */
function isRepeated({ source }: FileFacts, call: AnyCall, { declaration }: Binding): boolean {
  for (let at: t.Node | undefined = call; at; at = source.parents.get(at))
    if (isLoop(at) && !isWithin(rangeOf(declaration), rangeOf(at))) return true;
  return false;
}
