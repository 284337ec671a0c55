import type * as t from '@babel/types';
import { SHIM } from '../../catalog/opentelemetry-api';
import type { FileFacts } from '../../facts/types';
import { isCall } from '../data/syntax';
import { comesFrom } from './comes-from';

/** `toOpenTracingTracer(tracer)`: what the shim gives is of both sides. */
export function isGivenByShim(facts: FileFacts, node: t.Node): boolean {
  return isCall(node) && isOfShim(facts, node.callee);
}

/** Whether a value comes from the shim, by an import or by `require`. */
export function isOfShim(facts: FileFacts, node: t.Node): boolean {
  return comesFrom(facts, loadsShim, node);
}

function loadsShim(node: t.Node): boolean {
  if (node.type === 'ImportDeclaration') return node.source.value === SHIM;
  const [loaded] = isCall(node) ? node.arguments : [];
  return loaded?.type === 'StringLiteral' && loaded.value === SHIM;
}
