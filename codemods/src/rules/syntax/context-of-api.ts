import type * as t from '@babel/types';
import { API } from '../../catalog/opentelemetry-api';
import { initOf } from '../../facts/scopes/declared-with';
import { moduleBehind } from '../../facts/scopes/loaded-module';
import { memberName } from '../../parse/key-name';
import type { FileContext } from '../types';
import { allNodes } from './flow';
import { isCall, isMember } from './syntax';

/** What gives a Context. A span of the API's own (`trace.getActiveSpan()`) is a parent like any other. */
const GIVES_CONTEXT: ReadonlySet<string> = new Set(['setSpan', 'setSpanContext', 'extract', 'setBaggage']);

/** How many functions of the project are followed, one giving what the next gives. */
const DEPTH = 3;

/**
 * Whether an expression, or the variable that it names, is a Context by the API: `trace.setSpan(...)`, `propagation.extract(...)`,
 * `ROOT_CONTEXT`, or what a function of the project gives that gives these.
 */
export function isContextOfApi(context: Pick<FileContext, 'facts' | 'project'>, node: t.Node, depth = DEPTH): boolean {
  const { facts } = context;
  const binding = facts.scopes.bindingOf(node);
  const made = binding?.reassigned ? node : (initOf(binding) ?? node);
  if (made.type === 'Identifier' && made.name === 'ROOT_CONTEXT' && moduleBehind(facts, made) === API) return true;
  return [...allNodes([made])].some(
    (inner) =>
      (isMember(inner) && GIVES_CONTEXT.has(memberName(inner) ?? '') && moduleBehind(facts, inner.object) === API) ||
      (isCall(inner) && depth > 0 && givesContext(context, inner.callee, depth - 1)),
  );
}

function givesContext(
  { facts, project }: Pick<FileContext, 'facts' | 'project'>,
  callee: t.Node,
  depth: number,
): boolean {
  return (facts.functionsOf(callee) ?? []).some(({ file, returns }) => {
    const there = project.files.get(file);
    return there !== undefined && returns.some((given) => isContextOfApi({ facts: there, project }, given, depth));
  });
}
