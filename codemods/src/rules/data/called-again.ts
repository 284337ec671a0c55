import type * as t from '@babel/types';
import { once } from '../../facts/flow/once';
import type { Binding } from '../../facts/scopes/scope';
import type { FileFacts, ProjectFacts } from '../../facts/types';
import { keyName } from '../../parse/key-name';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { areExclusive } from '../syntax/exclusive';
import { functionOf, isLoop } from '../syntax/flow';
import { oncePerProject } from '../syntax/once-per-project';
import { type AnyCall, calledMethod, isCall, isMember, outermost } from '../syntax/syntax';
import { errorTagsOf } from './error-tags';

/**
 * The functions that are given one span more than once, and the methods that are called again on what keeps one: what they set on it the first
 * time is not the last word.
 */
export const functionsCalledAgain = oncePerProject((project): ReadonlySet<t.Node> => {
  const found = new Set<t.Node>();
  const methods = methodsThatTag(project);
  for (const facts of project.files.values())
    for (const binding of facts.scopes.all)
      for (const call of callsAgain(facts, binding, methods))
        for (const { node } of facts.functionsOf(call.callee) ?? []) found.add(node);
  return found;
});

/** The names of the methods that set the error tag of a span which they are given, or keep. */
function methodsThatTag(project: ProjectFacts): ReadonlySet<string> {
  const names = errorTagsOf({ project }).ofGiven.map(({ path, node }) => {
    const source = project.files.get(path)?.source;
    const fn = source && functionOf(source, node);
    const member = fn && ('key' in fn ? fn : source.parents.get(fn));
    return member && 'key' in member && 'computed' in member
      ? keyName(member.key, member.computed === true)
      : undefined;
  });
  return new Set(names.filter((name) => name !== undefined));
}

/**
 * `settle(span, true)` and `operation.settle(true)`, where the span in the variable was given to the function before, or what is kept there was
 * asked before, or will be in the next turn of a loop.
 */
function callsAgain(facts: FileFacts, binding: Binding, methods: ReadonlySet<string>): readonly AnyCall[] {
  const { source } = facts;
  const isSpan = once(() => facts.factOf(binding.identifier)?.roles.has('span') === true);
  const calls = binding.references.flatMap(({ node }) => {
    const { parent, node: outer } = outermost(source, node);
    // It, or the method that is asked of it.
    const mention = isMember(parent) && parent.object === outer ? outermost(source, parent) : { parent, node: outer };
    const call = isCall(mention.parent) ? mention.parent : undefined;
    if (call === undefined) return [];
    return (call.callee === mention.node ? methods.has(calledMethod(call) ?? '') : isSpan()) ? [call] : [];
  });
  return calls.filter((call) =>
    calls.some((other) =>
      other === call
        ? isRepeated(facts, call, binding)
        : textOf(source, other.callee) === textOf(source, call.callee) && !areExclusive(source, other, call),
    ),
  );
}

/** It stands in a loop, and the variable before that. */
function isRepeated({ source }: FileFacts, call: AnyCall, { declaration }: Binding): boolean {
  for (let at: t.Node | undefined = call; at; at = source.parents.get(at))
    if (isLoop(at) && !isWithin(rangeOf(declaration), rangeOf(at))) return true;
  return false;
}
