import type * as t from '@babel/types';
import type { PlainCall } from '../../parse/calls';
import { keyName } from '../../parse/key-name';
import { saysNothing } from '../../parse/nothing';
import { lineOf, rangeOf, textOf } from '../../parse/source-file';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
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
      const keys = maker ? oldKeys(maker, node, parentOf(at, call)) : [];
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
  return oldKeys(at, options, 'read').length > 0;
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
  if (method !== 'startActiveSpan' && (method !== 'startSpan' || !saysContext(call))) return false;
  return 'object' in call.callee && isTracer(at, call.callee.object as t.Node);
}

/** Whether there is a third argument, which OpenTracing's start does not have. */
function saysContext({ arguments: [, , context] }: PlainCall): boolean {
  return context !== undefined && !saysNothing(context);
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

/** `tracer.startSpan(name, options, options?.childOf ?? ROOT_CONTEXT)` */
function readsParent(at: Context, call: PlainCall): boolean {
  return parentOf(at, call) === 'read';
}

/** Whether a start says its parent itself, and whether it reads that from the options. */
function parentOf(at: Context, { arguments: [, , context] }: PlainCall): 'read' | 'said' | 'unsaid' {
  if (context === undefined || saysNothing(context)) return 'unsaid';
  return /\bchildOf\b/.test(textOf(at.file.source, context)) ? 'read' : 'said';
}

function oldKeys(at: Context, { properties }: t.ObjectExpression, parent: ReturnType<typeof parentOf>): string[] {
  return properties.flatMap((property) => {
    if (property.type !== 'ObjectProperty') return [];
    const key = keyName(property.key, property.computed);
    if (key === 'tags' || key === 'references') return [key];
    const isOldParent = parent === 'read' ? isSpan(at, property.value) : parent === 'unsaid';
    return key === 'childOf' && isOldParent ? [key] : [];
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
