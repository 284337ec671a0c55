import type * as t from '@babel/types';
import { SHIM } from '../../catalog/opentelemetry-api';
import { moduleBehind } from '../../facts/scopes/loaded-module';
import type { FileFacts } from '../../facts/types';
import { isCall } from '../syntax/syntax';

/** `toOpenTracingTracer(tracer)`: what the shim gives is of both sides. */
export function isGivenByShim(facts: FileFacts, node: t.Node): boolean {
  return isCall(node) && isOfShim(facts, node.callee);
}

/** Whether a value comes from the shim, by an import or by `require`. */
export function isOfShim(facts: FileFacts, node: t.Node): boolean {
  return moduleBehind(facts, node) === SHIM;
}
