import type * as t from '@babel/types';
import { initOf } from '../../facts/scopes/declared-with';
import { type Binding, isWrite } from '../../facts/scopes/scope';
import type { FileFacts } from '../../facts/types';
import type { SourceFile } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import { isCall, isMember } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * Whether a call asks a function that somebody hands in, `(getTracer = globalTracer) => getTracer()`: it may be another than OpenTracing's, and
 * goes on being asked.
 */
export function isHandedIn({ facts, source }: FileContext, callee: t.Node): boolean {
  const inner = unwrap(callee);
  if (isMember(inner)) {
    const owner = facts.factOf(inner.object);
    if (owner?.roles.has('namespace')) return owner.mixed;
    const root = rootOfMembers(inner);
    return root.type === 'ThisExpression' || facts.scopes.bindingOf(root)?.kind === 'param';
  }
  if (isChosen(facts, inner)) return true;
  const binding = facts.scopes.bindingOf(inner);
  if (binding?.kind === 'param' || (binding?.reassigned && isWrittenWhole(source, binding))) return true;
  const made = initOf(binding);
  return made !== undefined && isChosen(facts, unwrap(made));
}

/** `given || globalTracer`, or what a function of the project gives. */
function isChosen(facts: FileFacts, node: t.Node): boolean {
  if (isCall(node)) return (facts.functionsOf(node.callee)?.length ?? 0) > 0;
  return node.type === 'ConditionalExpression' || node.type === 'LogicalExpression';
}

/** Whether something else is asked there as well, as far as can be seen. */
export function asksOthers({ facts }: FileContext, callee: t.Node): boolean {
  const inner = unwrap(callee);
  if (isMember(inner) && facts.factOf(inner.object)?.roles.has('namespace')) return true;
  return (facts.functionsOf(inner)?.length ?? 0) > 0;
}

/** Each time by `get = ...`, and not taken out of something. */
function isWrittenWhole(source: SourceFile, { references, declaration, identifier }: Binding): boolean {
  const writes = references.filter(isWrite);
  // A `var` that is only declared once more is not written to elsewhere.
  if (writes.length === 0 && declaration.type === 'VariableDeclarator') return declaration.id === identifier;
  return writes.every(
    ({ node }) => assignmentTo(source, node) || source.parents.get(node)?.type === 'VariableDeclarator',
  );
}

function rootOfMembers(node: t.Node): t.Node {
  const inner = unwrap(node);
  return isMember(inner) ? rootOfMembers(inner.object) : inner;
}
