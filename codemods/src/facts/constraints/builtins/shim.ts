import { roleToken, Shape, type Token } from '../../flow/tokens';
import type { StaticEffect } from './effects';

/**
 * What the shim makes where old and new meet, as it is declared. A tracer of the project's own, or of another library, is given back as it is. What is known by a
 * type only may be OpenTelemetry's, which comes back as another: a type may extend a tracer that has moved.
 */
export const shim: Readonly<Record<string, StaticEffect>> = {
  'shim.toOpenTracingTracer': (at, { args: [given], result }) => {
    at.solver.add(result, roleToken('tracer', 'flow'));
    if (given === undefined) return;
    at.solver.on(given, (token) => {
      if (comesBack(token)) at.solver.add(result, token);
    });
  },
};

/** A mock tracer has answers of its own, too: a report. */
function comesBack(token: Token): boolean {
  if (token instanceof Shape) return token.kind !== 'type';
  return token.kind === 'stranger' || (token.kind === 'role' && token.role === 'mockTracer');
}
