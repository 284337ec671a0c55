import type * as t from '@babel/types';
import { API } from '../../catalog/opentelemetry-api';
import { initOf } from '../../facts/options/values';
import type { FileContext } from '../types';
import { comesFrom, loadOf } from './comes-from';
import { allNodes } from './flow';
import { isMember, memberName } from './syntax';

/** What gives a Context. A span of the API's own (`trace.getActiveSpan()`) is a parent like any other. */
const GIVES_CONTEXT: ReadonlySet<string> = new Set(['setSpan', 'setSpanContext', 'extract', 'setBaggage']);

/** Whether an expression, or the variable that it names, is a Context by the API: `trace.setSpan(...)`, `propagation.extract(...)`. */
export function isContextOfApi({ facts }: FileContext, node: t.Node): boolean {
  const binding = facts.scopes.bindingOf(node);
  const made = binding?.reassigned ? node : (initOf(binding) ?? node);
  return [...allNodes([made])].some(
    (inner) =>
      isMember(inner) && GIVES_CONTEXT.has(memberName(inner) ?? '') && comesFrom(facts, loadOf(API), inner.object),
  );
}
