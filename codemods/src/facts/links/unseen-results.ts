import { isBuiltin } from 'node:module';
import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import type { AnyCall } from '../../parse/calls';
import type { Context } from '../constraints/context';
import { externalTokens } from '../flow/externals';
import { unseenToken } from '../flow/tokens';
import { moduleBehind } from '../scopes/loaded-module';

/**
 * Marks what comes of a package of which nothing is known, such as `vendor.create()`. By itself that proves nothing; where it goes the same way as a
 * tracer of OpenTracing's, it is asked for spans like one, and nothing shows that it will speak OpenTelemetry when that does. What a test
 * makes by a package stands in for the real thing.
 */
export function markUnseenResults(contexts: readonly Context[]): void {
  for (const at of contexts.filter(({ file }) => !isTestFile(file.source.path))) {
    for (const call of at.nodes('CallExpression', 'OptionalCallExpression', 'NewExpression')) {
      const result = at.findSlot(call);
      if (result === undefined || result.tokens.size > 0 || isTyped(call)) continue;
      const name = unknownPackageBehind(at, call.callee);
      if (name !== undefined) at.solver.add(result, unseenToken(name));
    }
  }
  contexts[0]?.solver.solve();
}

/** `container.get<Tracer>(name)`: what somebody else has put there, and says the type of. */
function isTyped({ typeParameters, typeArguments }: AnyCall): boolean {
  return typeParameters != null || typeArguments != null;
}

/** The package that is called, or that made what is called. */
function unknownPackageBehind(at: Context, callee: t.Node): string | undefined {
  const name = moduleBehind(at.file, callee);
  if (name === undefined || /^[./#]/.test(name) || isBuiltin(name)) return undefined;
  const isKnown = externalTokens(name).length > 0 || at.modules.resolve(name, at.file) !== undefined;
  return isKnown ? undefined : name;
}
