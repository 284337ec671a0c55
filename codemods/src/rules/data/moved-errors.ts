import type * as t from '@babel/types';
import { declaredFrom } from '../../facts/scopes/declared-with';
import type { FileFacts } from '../../facts/types';
import { functionAround } from '../../parse/function-around';
import { memberName } from '../../parse/key-name';
import { nodesOf } from '../../parse/nodes-of';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { calledMethod, calleeOf, isCall, isMember } from '../syntax/syntax';

/** A call by which code that has moved says that a span failed. */
export interface MovedError {
  readonly node: t.CallExpression | t.OptionalCallExpression;
  /** What the row of calls that it is in begins with. */
  readonly root: t.Node;
  /** The span is started there, and not given from elsewhere. */
  readonly isStartedHere: boolean;
}

/** `span.setStatus({ code: SpanStatusCode.ERROR })`, in a file that has moved in an earlier run. */
export function movedErrorsIn(facts: FileFacts): MovedError[] {
  const { source } = facts;
  if (!source.text.includes('setStatus')) return [];
  return nodesOf(source, 'CallExpression', 'OptionalCallExpression').flatMap((node) => {
    const callee = calleeOf(node);
    if (
      !callee ||
      memberName(callee) !== 'setStatus' ||
      !node.arguments.some((one) => textOf(source, one).includes('ERROR'))
    )
      return [];
    const root = rootOf(callee.object);
    return [{ node, root, isStartedHere: isStartedHere(facts, root) }];
  });
}

function rootOf(node: t.Node): t.Node {
  for (let at = unwrap(node); ; ) {
    const callee = isCall(at) && !startsSpan(at) ? at.callee : undefined;
    if (!isMember(callee)) return at;
    at = unwrap(callee.object);
  }
}

function isStartedHere({ scopes, source }: FileFacts, root: t.Node): boolean {
  const binding = scopes.bindingOf(root);
  if (binding?.kind === 'param')
    return startsSpan(source.parents.get(functionAround(source, binding.identifier) ?? binding.identifier));
  const init = declaredFrom(binding);
  return startsSpan(init ? rootOf(init) : root);
}

function startsSpan(node: t.Node | null | undefined): boolean {
  const name = calledMethod(node);
  return name === 'startSpan' || name === 'startActiveSpan';
}
