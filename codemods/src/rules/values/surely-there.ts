import type * as t from '@babel/types';
import { annotationOf } from '../../parse/annotation';
import { textOf } from '../../parse/source-file';
import { isCall } from '../syntax/syntax';
import type { FileContext } from '../types';
import { kindByFlow } from './known-kind';
import { isPresent, presentAt } from './present';
import { mayBeNothing } from './type-of-nothing';
import { typedValue } from './typed-kind';

/**
 * Whether an object is certainly there, so that a member of it may be read: by what is written to it, by a test around it, or by its type. The default
 * of a parameter does not stand in for null. What only reports must not fail where OpenTracing's tracers took nothing for an object without fields.
 */
export function isSurelyThere(context: FileContext, node: t.Expression): boolean {
  if (isPresent(context, node, presentAt(context, node))) return true;
  const type = typedValue(context, node);
  // Where a compiler lets undefined pass for anything, a type does not say that something is there.
  if (type !== undefined) return type.strict && !MAYBE.some((part) => type.parts.has(part));
  if (kindByFlow(context, node) === 'object' || isAssigned(context, node)) return true;
  return node.type === 'Identifier' && isDeclaredThere(context, node);
}

/** `Object.assign(...)` gives an object, or throws. */
function isAssigned({ source }: FileContext, node: t.Expression): boolean {
  return isCall(node) && textOf(source, node.callee) === 'Object.assign';
}

const MAYBE = ['any', 'unknown', 'undefined', 'null'] as const;

/** By an annotation, where no compiler can be asked, for as long as nothing else is written there. */
function isDeclaredThere({ facts }: FileContext, node: t.Identifier): boolean {
  const binding = facts.scopes.bindingOf(node);
  const declared = binding?.reassigned ? undefined : binding?.identifier;
  const type = declared && !declared.optional ? annotationOf(declared) : undefined;
  return type !== undefined && !mayBeNothing(facts.scopes, type);
}
