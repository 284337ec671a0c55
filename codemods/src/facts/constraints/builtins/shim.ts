import { roleToken } from '../../tokens';
import type { StaticEffect } from './effects';

/** What the shim makes where old and new meet, as it is declared. */
export const shim: Readonly<Record<string, StaticEffect>> = {
  'shim.toOpenTracingTracer': (at, call) => void at.solver.add(call.result, roleToken('tracer', 'annotation')),
};
