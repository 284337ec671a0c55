import type * as t from '@babel/types';
import { functionAround } from '../../parse/function-around';
import { lineOf, rangeOf, textOf } from '../../parse/source-file';
import { methodOf, type PlainCall } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { keyName } from '../constraints/members';
import { Shape } from '../flow/tokens';
import type { OldOptions } from '../types';

/**
 * Options in OpenTracing's words, written where a function is called that hands them to a start which has moved already: files may move in
 * any order, and OpenTelemetry's start reads none of these. By the file that they are written in.
 */
export function findOldOptions(contexts: readonly Context[]): ReadonlyMap<string, readonly OldOptions[]> {
  const byPath = new Map(contexts.map((at) => [at.file.source.path, at]));
  const found = new Map<string, Map<t.Node, OldOptions>>();
  for (const { at, call } of contexts.flatMap(movedStarts))
    for (const { node, path } of literalsGiven(at, call)) {
      const maker = byPath.get(path);
      const keys = maker ? oldKeys(maker, node, readsParent(at, call)) : [];
      if (keys.length === 0) continue;
      const known = found.get(path) ?? new Map();
      found.set(path, known.set(node, { node, keys, where: placeOf(at, call) }));
    }
  return new Map([...found].map(([path, options]) => [path, [...options.values()]]));
}

/** A start in OpenTelemetry's words that is given options from elsewhere. */
export interface MovedStart {
  readonly call: PlainCall;
  /** It takes a parent from among them. */
  readonly readsParent: boolean;
}

/** The starts of a file that have moved, in an earlier run or by hand. */
export function movedStartsIn(at: Context): MovedStart[] {
  return movedStarts(at).flatMap(({ call }) => {
    const [, options] = call.arguments;
    return options && options.type !== 'ObjectExpression' ? [{ call, readsParent: readsParent(at, call) }] : [];
  });
}

/** Whether options say something in OpenTracing's words, for a start that takes its parent from among them. */
export function isOld(at: Context, options: t.ObjectExpression): boolean {
  return oldKeys(at, options, true).length > 0;
}

function movedStarts(at: Context): { at: Context; call: PlainCall }[] {
  const calls = at.nodes('CallExpression', 'OptionalCallExpression');
  return calls.flatMap((call) => (hasMoved(at, call) ? [{ at, call }] : []));
}

/** On a tracer that has moved, or with the arguments of one on a tracer that has not. */
function hasMoved(at: Context, call: PlainCall): boolean {
  const { starts, oldCalls } = at.graph;
  if (starts.has(call)) return !oldCalls.has(call);
  const method = methodOf(call);
  if (method !== 'startActiveSpan' && (method !== 'startSpan' || call.arguments.length < 3)) return false;
  return 'object' in call.callee && isTracer(at, call.callee.object as t.Node);
}

function isTracer(at: Context, node: t.Node): boolean {
  return [...(at.findSlot(node)?.tokens ?? [])].some((token) => token.kind === 'role' && token.role === 'tracer');
}

/** The literals that a start is handed by others; those in its own call have moved with it. */
function literalsGiven(
  at: Context,
  { arguments: [, options] }: PlainCall,
): { node: t.ObjectExpression; path: string }[] {
  if (options === undefined || options.type === 'ObjectExpression') return [];
  return [...(at.findSlot(options)?.tokens ?? [])].flatMap((token) =>
    token instanceof Shape && token.node?.type === 'ObjectExpression' ? [{ node: token.node, path: token.file }] : [],
  );
}

/**
 * `tracer.startSpan(name, options, options?.childOf ?? ROOT_CONTEXT)`; or it is one of several starts of these options in its function, of
 * which another does: which of them is for options with a parent was decided before.
 */
function readsParent(at: Context, call: PlainCall): boolean {
  return startsOfSameOptions(at, call).some(
    ({ arguments: [, , context] }) => context != null && /\bchildOf\b/.test(textOf(at.file.source, context)),
  );
}

function startsOfSameOptions(at: Context, call: PlainCall): PlainCall[] {
  const { source } = at.file;
  const fn = functionAround(source, call);
  const options = optionsOf(at, call);
  return movedStarts(at).flatMap(({ call: other }) => {
    const isSame = other === call || (functionAround(source, other) === fn && optionsOf(at, other) === options);
    return isSame ? [other] : [];
  });
}

function optionsOf(at: Context, { arguments: [, options] }: PlainCall): string {
  return options ? textOf(at.file.source, options) : '';
}

function oldKeys(at: Context, { properties }: t.ObjectExpression, isParentRead: boolean): string[] {
  return properties.flatMap((property) => {
    if (property.type !== 'ObjectProperty') return [];
    const key = keyName(property.key, property.computed);
    if (key === 'tags' || key === 'references') return [key];
    return key === 'childOf' && !(isParentRead && !isSpan(at, property.value)) ? [key] : [];
  });
}

/** Where a parent is read, it is read as a Context. */
function isSpan(at: Context, value: t.Node): boolean {
  return [...(at.findSlot(value)?.tokens ?? [])].some(
    (token) =>
      (token.kind === 'role' && (token.role === 'span' || token.role === 'mockSpan')) ||
      (token.kind === 'successor' && token.of === 'span'),
  );
}

function placeOf({ file: { source } }: Context, call: PlainCall): OldOptions['where'] {
  return { path: source.path, line: lineOf(source, rangeOf(call).start) };
}
