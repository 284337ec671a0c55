import { isTestFile } from '../../catalog/test-files';
import type { AnyCall } from '../../parse/calls';
import type { Context } from '../constraints/context';
import { unseenToken } from '../flow/tokens';
import { unknownModuleOf } from '../lookups/unfound-modules';

/**
 * Marks what comes of a package of which nothing is known, such as `vendor.create()`. By itself that proves nothing; where it goes the same way as a
 * tracer of OpenTracing's, it is asked for spans like one, and nothing shows that it will speak OpenTelemetry when that does. What a test
 * makes by a package stands in for the real thing.
 */
export function markUnseenResults(contexts: readonly Context[]): void {
  for (const at of contexts.filter(({ file }) => !isTestFile(file.source.path))) {
    for (const call of at.nodes('CallExpression', 'OptionalCallExpression', 'NewExpression')) {
      const result = at.findSlot(call);
      // What goes nowhere meets no tracer.
      if (!result || result.tokens.size > 0 || result.consumers.length === 0 || isTyped(call)) continue;
      const name = unknownModuleOf(at, call.callee);
      // `#tracing` is the project's own, wherever it leads.
      if (name !== undefined && !name.startsWith('#')) at.solver.add(result, unseenToken(name));
    }
  }
  contexts[0]?.solver.solve();
}

/** `container.get<Tracer>(name)`: what somebody else has put there, and says the type of. */
function isTyped({ typeParameters, typeArguments }: AnyCall): boolean {
  return typeParameters != null || typeArguments != null;
}
