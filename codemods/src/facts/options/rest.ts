import type * as t from '@babel/types';
import { isNewOption } from '../../catalog/opentelemetry-api';
import { isOldOption } from '../../catalog/opentracing-api';
import { propertyName } from '../../parse/key-name';
import type { Parents } from '../../parse/parents';
import type { Binding, Scopes } from '../scopes/scope';

/**
 * `const { label, ...rest } = options`: the name that what is left goes by, where what is taken out is no option of a span; `whole` if nothing
 * is kept. Undefined where an option is taken out, or what is not known.
 */
function restOf({ properties, typeAnnotation }: t.ObjectPattern): t.Identifier | 'whole' | undefined {
  if (typeAnnotation) return undefined;
  let rest: t.Identifier | 'whole' = 'whole';
  for (const property of properties) {
    if (property.type === 'RestElement') {
      if (property.argument.type !== 'Identifier') return undefined;
      rest = property.argument;
    } else {
      const name = propertyName(property);
      if (name === undefined || isOldOption(name) || isNewOption(name)) return undefined;
    }
  }
  return rest;
}

/** Whether a variable is what such a pattern leaves. */
export function isRest(parents: Parents, identifier: t.Identifier): boolean {
  const element = parents.get(identifier);
  const pattern = element?.type === 'RestElement' ? parents.get(element) : undefined;
  return pattern?.type === 'ObjectPattern' && restOf(pattern) === identifier && isOutermost(parents, pattern);
}

/** Not inside of another pattern. */
function isOutermost(parents: Parents, pattern: t.ObjectPattern): boolean {
  const parent = parents.get(pattern);
  const holder = parent?.type === 'AssignmentPattern' ? parents.get(parent) : parent;
  return holder !== undefined && !/Property$|Pattern$|^RestElement$/.test(holder.type);
}

/** Whether a pattern takes nothing out of options but what is none, and leaves them to a variable that is known to hold some. */
export function takesNoOption(
  pattern: t.Node,
  scopes: Scopes,
  isKnown: (rest: Binding | undefined) => boolean,
): boolean {
  const rest = pattern.type === 'ObjectPattern' ? restOf(pattern) : undefined;
  return rest === 'whole' || (rest !== undefined && isKnown(scopes.bindingOf(rest)));
}
