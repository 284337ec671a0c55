import type * as t from '@babel/types';
import { constantInit } from '../../facts/scopes/declared-with';
import type { Binding } from '../../facts/scopes/scope';
import type { FileFacts, ProjectFacts } from '../../facts/types';
import { parametersOf } from '../../parse/functions';
import { propertyName } from '../../parse/key-name';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { areExclusive } from '../syntax/exclusive';
import { isStable } from '../syntax/expressions';
import { functionOf, isFunctionLike, isLoop } from '../syntax/flow';
import { isCalledForEach } from '../syntax/list-methods';
import { nodesOf } from '../syntax/nodes';
import { oncePerProject } from '../syntax/once-per-project';
import { type AnyCall, calledMethod, isCall, isMember } from '../syntax/syntax';
import { errorTagsOf } from './error-tags';

/**
 * The functions that are called more than once for one span which they set the error tag of: what they set the first time is not the last
 * word. The span, or what keeps it, is given to them, or they are methods of what keeps it, or it is a variable of the code around them.
 */
export const functionsCalledAgain = oncePerProject((project): ReadonlySet<t.Node> => {
  const calls = callsThatTag(project);
  const again = calls.filter((call) => isRepeated(call) || calls.some((other) => areOfOneSpan(other, call)));
  return new Set(again.map(({ tagger }) => tagger));
});

/** A call of a function by which a span is tagged, and what this comes from there. */
interface Call {
  readonly facts: FileFacts;
  readonly node: AnyCall;
  readonly given: t.Node;
  /** The function that tags it: the one that is called, or one that is called from there. */
  readonly tagger: t.Node;
}

/** A function by which a span is tagged. */
interface Tags {
  readonly fn: t.Node;
  readonly source: Source;
  readonly tagger: t.Node;
}

/** Where the span that a function tags comes from: a parameter, or a member of it by that name, or what the function is a part of. */
type Source = { readonly place: number; readonly key: string | undefined } | 'around';

function callsThatTag(project: ProjectFacts): readonly Call[] {
  const found: Call[] = [];
  const known = new Set<string>();
  const names = new Map<t.Node, number>();
  const nameOf = (fn: t.Node) => names.get(fn) ?? names.set(fn, names.size).size;
  const isNew = ({ fn, source, tagger }: Tags) => {
    const key = JSON.stringify([nameOf(fn), source, nameOf(tagger)]);
    return known.size !== known.add(key).size;
  };
  let tagging = tagsIn(project).filter(isNew);
  const all = tagging.length === 0 ? [] : [...project.files.values()].flatMap(functionCalls);
  while (tagging.length > 0) {
    const byFunction = new Map<t.Node, Tags[]>();
    for (const tags of tagging) byFunction.set(tags.fn, [...(byFunction.get(tags.fn) ?? []), tags]);
    const callsOf = (call: FunctionCall) =>
      [...call.functions].flatMap((fn) => byFunction.get(fn) ?? []).flatMap((tags) => callOf(call, tags));
    const calls = all.flatMap(callsOf);
    found.push(...calls);
    tagging = calls.flatMap(tagsAround).filter(isNew);
  }
  return found;
}

/** The functions that tag a span which is not their own. */
function tagsIn(project: ProjectFacts): readonly Tags[] {
  return [...errorTagsOf({ project }).byUnit.values()].flat().flatMap(({ path, node, root }) => {
    const facts = project.files.get(path);
    const fn = facts && functionOf(facts.source, node);
    const source = fn && sourceOf(facts, fn, root);
    return source ? [{ fn, source, tagger: fn }] : [];
  });
}

/** The same of a function that hands a span on which is not its own. */
function tagsAround({ facts, node, given, tagger }: Call): readonly Tags[] {
  const fn = functionOf(facts.source, node);
  const source = fn && sourceOf(facts, fn, given);
  return source ? [{ fn, source, tagger }] : [];
}

/** Undefined where it is the function's own. */
function sourceOf(facts: FileFacts, fn: t.Node, root: t.Node): Source | undefined {
  const owner = ownerOf(root);
  if (owner.type === 'ThisExpression') return 'around';
  const binding = facts.scopes.bindingOf(owner);
  if (!binding) return undefined;
  if (!isWithin(rangeOf(binding.identifier), rangeOf(fn))) return 'around';
  const init = constantInit(binding);
  if (init && isStable(init)) return sourceOf(facts, fn, init);
  const params = 'params' in fn && Array.isArray(fn.params) ? parametersOf(fn.params as readonly t.Node[]) : [];
  const place = params.findIndex((param) => isWithin(rangeOf(binding.identifier), rangeOf(param)));
  const property = facts.source.parents.get(binding.identifier);
  const key = property?.type === 'ObjectProperty' ? propertyName(property) : undefined;
  return place < 0 ? undefined : { place, key };
}

/** What a row of members is read of. */
function ownerOf(node: t.Node): t.Node {
  const inner = unwrap(node);
  return isMember(inner) ? ownerOf(inner.object) : inner;
}

/** A call of functions of the project. */
interface FunctionCall {
  readonly facts: FileFacts;
  readonly node: AnyCall;
  readonly functions: ReadonlySet<t.Node>;
}

function functionCalls(facts: FileFacts): readonly FunctionCall[] {
  return nodesOf(facts.source, 'CallExpression', 'OptionalCallExpression').flatMap((node) => {
    const functions = facts.functionsOf(node.callee);
    return functions ? [{ facts, node, functions: new Set<t.Node>(functions.map((one) => one.node)) }] : [];
  });
}

function callOf({ facts, node }: FunctionCall, { source, tagger }: Tags): readonly Call[] {
  const given = source === 'around' ? ownerIn(node) : argumentIn(node, source);
  return given ? [{ facts, node, given, tagger }] : [];
}

/** `operation` of `operation.settle(true)`, or the function itself. */
function ownerIn({ callee }: AnyCall): t.Node {
  return unwrap(isMember(callee) ? callee.object : callee);
}

function argumentIn(call: AnyCall, { place, key }: Exclude<Source, 'around'>): t.Node | undefined {
  const argument = call.arguments[place];
  const given = argument && unwrap(argument);
  if (given?.type !== 'ObjectExpression') return given;
  const values = given.properties.flatMap((property) => {
    if (property.type !== 'ObjectProperty' || (key !== undefined && propertyName(property) !== key)) return [];
    return [unwrap(property.value)];
  });
  return values.find((value) => isStable(value)) ?? given;
}

/** Whether another call by which the function is called may come before it, and tag the same span. */
function areOfOneSpan(other: Call, call: Call): boolean {
  if (other.tagger !== call.tagger || other.node === call.node) return false;
  if (givesTo(other.node, call.given)) return true;
  const { source } = call.facts;
  if (other.facts !== call.facts || textOf(source, other.given) !== textOf(source, call.given)) return false;
  return isStable(call.given) && isSameOwner(call, other) && !areExclusive(source, other.node, call.node);
}

/** `settle(settle(span, true), false)`, `operation.settle(true).settle(false)` */
function givesTo(call: AnyCall, given: t.Node): boolean {
  for (let at: t.Node | undefined = given; isCall(at); at = calledMethod(at) === undefined ? undefined : ownerIn(at))
    if (at === call) return true;
  return false;
}

function isSameOwner({ facts, given }: Call, other: Call): boolean {
  const [owner, another] = [ownerOf(given), ownerOf(other.given)];
  if (owner.type !== 'ThisExpression') return facts.scopes.bindingOf(owner) === facts.scopes.bindingOf(another);
  return homeOfThis(facts, owner) === homeOfThis(facts, another);
}

/** The class that `this` is of, else the function that it is given to. */
function homeOfThis({ source }: FileFacts, node: t.Node): t.Node | undefined {
  let home: t.Node | undefined;
  for (let at: t.Node | undefined = node; at; at = source.parents.get(at)) {
    if (at.type === 'ClassBody') return at;
    if (isFunctionLike(at) && at.type !== 'ArrowFunctionExpression') home ??= at;
  }
  return home;
}

/** It stands in a loop, or in what is called for each of a list, and what the span comes from is there before that. */
function isRepeated({ facts, node, given }: Call): boolean {
  if (!isStable(given)) return false;
  const declared = facts.scopes.bindingOf(ownerOf(given));
  if (!declared && ownerOf(given).type !== 'ThisExpression') return false;
  for (let at: t.Node | undefined = node; at && !isWithinOf(declared, at); at = facts.source.parents.get(at))
    if (isLoop(at) || isCalledForEach(facts.source.parents.get(at), at)) return true;
  return false;
}

function isWithinOf(declared: Binding | undefined, around: t.Node): boolean {
  return declared !== undefined && isWithin(rangeOf(declared.identifier), rangeOf(around));
}
