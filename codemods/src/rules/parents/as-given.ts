import type * as t from '@babel/types';
import { type Binding, type BindingReference, isWrite } from '../../facts/scopes/scope';
import { annotationOf } from '../../parse/annotation';
import { functionAround } from '../../parse/function-around';
import { type FunctionNode, parametersOf } from '../../parse/functions';
import { isWithin, rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isLoop } from '../syntax/flow';
import type { FileContext } from '../types';

/**
 * Whether an expression reads a parameter that its function fills with a span context only afterwards, and that no caller in sight gives
 * one: `if (parent) parent = tracer.extract(...)`, where what comes in is the text of a header.
 */
export function isAsGiven(context: FileContext, node: t.Node): boolean {
  const read = unwrap(node);
  const binding = filledParameter(context, read);
  if (binding === undefined) return false;
  const within = functionAround(context.source, binding.identifier);
  if (within === undefined || functionAround(context.source, read) !== within) return false;
  return !isWrittenBefore(context, binding, read) && !isGivenContext(context, binding, within);
}

/** A parameter that no type says to be a span context, and that its function writes to: it may still hold what came in, even `''`. */
export function filledParameter({ facts }: FileContext, node: t.Node): Binding | undefined {
  const binding = node.type === 'Identifier' ? facts.scopes.bindingOf(node) : undefined;
  if (binding?.kind !== 'param' || !binding.reassigned) return undefined;
  const type = annotationOf(binding.identifier);
  return type && facts.factOf(type) ? undefined : binding;
}

/** Whether a write may run before the read does: one that stands before it, in a loop with it, or in another function. */
function isWrittenBefore({ source }: FileContext, { references }: Binding, read: t.Node): boolean {
  const within = functionAround(source, read);
  const isBefore = ({ node }: BindingReference) =>
    rangeOf(node).start < rangeOf(read).start || functionAround(source, node) !== within;
  return isInLoop(source, read) || references.filter(isWrite).some(isBefore);
}

function isInLoop(source: FileContext['source'], read: t.Node): boolean {
  const within = functionAround(source, read);
  for (let at = source.parents.get(read); at && at !== within; at = source.parents.get(at)) if (isLoop(at)) return true;
  return false;
}

function isGivenContext({ project }: FileContext, { declaration }: Binding, within: FunctionNode): boolean {
  const place = parametersOf(within.params).findIndex((param) => isWithin(rangeOf(declaration), rangeOf(param)));
  return project.callsOf(within).some(({ path, node }) => {
    const facts = project.files.get(path);
    return node.arguments.slice(place).some((given) => facts?.factOf(given)?.roles.has('spanContext'));
  });
}
