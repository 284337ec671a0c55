import { propertyName } from '../../../parse/key-name';
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
      if (!comesBack(token)) return;
      if (isPart(token)) at.solver.on(token.field('startSpan'), () => at.solver.add(result, token));
      else at.solver.add(result, token);
    });
  },
};

/** A mock tracer has answers of its own, too: a report. */
function comesBack(token: Token): boolean {
  if (token instanceof Shape) return token.kind !== 'type';
  return token.kind === 'stranger' || (token.kind === 'role' && token.role === 'mockTracer');
}

/** A literal that starts no spans is no tracer: `Object.assign(tracer, { close })` gives a tracer what it has. */
function isPart(token: Token): token is Shape {
  if (!(token instanceof Shape) || token.node?.type !== 'ObjectExpression') return false;
  return token.node.properties.every(
    (property) => property.type !== 'SpreadElement' && propertyName(property) !== 'startSpan',
  );
}
