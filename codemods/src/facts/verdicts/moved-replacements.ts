import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { once } from '../flow/once';

/** Calls by which a test puts something in the place of a method. */
const REPLACES: ReadonlySet<string | undefined> = new Set(['replace', 'stub', 'method', 'spyOn']);

/** A test file, and the methods of OpenTelemetry's objects that it replaces. */
interface Replacing {
  readonly test: string;
  readonly methods: ReadonlySet<string>;
}

/**
 * Whether a test that has moved in an earlier run replaces the method that a call is of: `sinon.replace(tracer, 'startSpan', ...)`, where the tracer
 * is OpenTelemetry's by now. Code that has stayed until then still has to be written so that it calls that method.
 */
export function movedReplacements(contexts: readonly Context[]): (at: Context, call: t.Node) => boolean {
  const found = once(() => contexts.flatMap(replacingIn));
  return ({ file: { source }, graph }, call) => {
    const method = call.type === 'CallExpression' ? methodOf(call) : undefined;
    return (
      method !== undefined &&
      found().some(({ test, methods }) => methods.has(method) && graph.reach.mayMeet(test, source.path))
    );
  };
}

function replacingIn(at: Context): readonly Replacing[] {
  const test = at.file.source.path;
  if (!isTestFile(test)) return [];
  const methods = at.nodes('CallExpression').flatMap((call) => {
    const [object, name] = call.arguments;
    if (name?.type !== 'StringLiteral' || !object || !REPLACES.has(methodOf(call))) return [];
    const isMoved = [...(at.findSlot(object)?.tokens ?? [])].some(({ kind }) => kind === 'successor');
    return isMoved ? [name.value] : [];
  });
  return methods.length === 0 ? [] : [{ test, methods: new Set(methods) }];
}
