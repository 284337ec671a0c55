import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { replacementBy } from '../constraints/doubles';
import { once } from '../flow/once';

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
    const replaced = replacementBy(call);
    // What sinon spies on still runs.
    if (!replaced || replaced.by === 'spy') return [];
    const isMoved = [...(at.findSlot(replaced.object)?.tokens ?? [])].some(({ kind }) => kind === 'successor');
    return isMoved ? [replaced.method] : [];
  });
  return methods.length === 0 ? [] : [{ test, methods: new Set(methods) }];
}
