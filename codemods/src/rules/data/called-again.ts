import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import type { FileFacts, ProjectFacts } from '../../facts/types';
import { keyName, memberName } from '../../parse/key-name';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { areExclusive } from '../syntax/exclusive';
import { functionOf, isLoop } from '../syntax/flow';
import { oncePerProject } from '../syntax/once-per-project';
import { type AnyCall, isCall, isMember, outermost } from '../syntax/syntax';
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
      for (const call of [...spanGivenAgain(facts, binding), ...askedAgain(facts, binding, methods)])
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

/** `settle(span, true)`, where the span in the variable was given to the function before, or will be in the next turn of a loop. */
function spanGivenAgain(facts: FileFacts, binding: Binding): readonly AnyCall[] {
  const calls = callsOf(facts, binding, (call, mention) => call.callee !== mention);
  return calls.length > 0 && facts.factOf(binding.identifier)?.roles.has('span') ? calls : [];
}

/** `operation.settle(true)` */
function askedAgain(facts: FileFacts, binding: Binding, methods: ReadonlySet<string>): readonly AnyCall[] {
  return callsOf(facts, binding, ({ callee }, mention) => {
    const name = callee === mention && isMember(callee) ? memberName(callee) : undefined;
    return name !== undefined && methods.has(name);
  });
}

/** The calls around mentions of a variable that are made again with the same. `mention`: it, or the method that is asked of it. */
function callsOf(
  facts: FileFacts,
  binding: Binding,
  counts: (call: AnyCall, mention: t.Node) => boolean,
): readonly AnyCall[] {
  const { source } = facts;
  const calls = binding.references.flatMap(({ node }) => {
    const { parent, node: outer } = outermost(source, node);
    const mention = isMember(parent) && parent.object === outer ? outermost(source, parent) : { parent, node: outer };
    return isCall(mention.parent) && counts(mention.parent, mention.node) ? [mention.parent] : [];
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
