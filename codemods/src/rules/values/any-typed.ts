import type * as t from '@babel/types';
import { declaredFrom } from '../../facts/scopes/declared-with';
import { isRequireName } from '../../facts/scopes/require-name';
import { annotationOf } from '../../parse/annotation';
import { keyName, memberName } from '../../parse/key-name';
import { isTypeScript } from '../../parse/source-file';
import { isWrapper } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { type AnyCall, isCall, isMember } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * Whether the source of a TypeScript file says that an expression is of type `any`: by a cast, an annotation, or a `require` that no compiler
 * follows. What is given to a call of it has no types to infer from.
 */
export function isAnyTyped(context: FileContext, node: t.Node): boolean {
  return isTypeScript(context.source) && isAny(context, node, new Set());
}

/** `met`: the variables on the way, which may be made of each other. */
function isAny(context: FileContext, node: t.Node, met: Set<t.Node>): boolean {
  if (isWrapper(node)) {
    const cast = 'typeAnnotation' in node && node.type !== 'TSSatisfiesExpression' ? node.typeAnnotation : undefined;
    return cast ? isAnyType(cast) : isAny(context, node.expression, met);
  }
  if (isCall(node)) return isAnyResult(context, node, met);
  if (isMember(node)) return isAnyType(annotationOfField(context, node)) || isAny(context, node.object, met);
  return node.type === 'Identifier' && isAnyVariable(context, node, met);
}

/** `any`, also as one of several. */
function isAnyType(type: t.Node | undefined): boolean {
  return type?.type === 'TSUnionType' ? type.types.some(isAnyType) : type?.type === 'TSAnyKeyword';
}

/** What is OpenTracing's now is OpenTelemetry's then, and has its types. */
function isAnyResult(context: FileContext, call: AnyCall, met: Set<t.Node>): boolean {
  if (siteOf(context, call)) return false;
  return isRequireName(context.facts.scopes, call.callee) || isAny(context, call.callee, met);
}

function isAnyVariable(context: FileContext, node: t.Identifier, met: Set<t.Node>): boolean {
  const binding = context.facts.scopes.bindingOf(node);
  const annotation = binding && annotationOf(binding.identifier);
  if (annotation) return isAnyType(annotation);
  const init = declaredFrom(binding);
  if (init === undefined || met.has(init)) return false;
  return isAny(context, init, met.add(init));
}

/** The annotation of the field that `this.tracer` reads, in the class around it. */
function annotationOfField({ source: { parents } }: FileContext, member: t.Node): t.TSType | undefined {
  if (!isMember(member) || member.object.type !== 'ThisExpression') return undefined;
  const name = memberName(member);
  let at = parents.get(member);
  while (at && at.type !== 'ClassBody') at = parents.get(at);
  for (const part of at?.body ?? []) {
    if (part.type === 'ClassProperty' && keyName(part.key, part.computed) === name) return annotationOf(part);
    if (part.type !== 'ClassMethod' || part.kind !== 'constructor') continue;
    for (const given of part.params) {
      const parameter = given.type === 'TSParameterProperty' ? given.parameter : undefined;
      if (parameter?.type === 'Identifier' && parameter.name === name) return annotationOf(parameter);
    }
  }
  return undefined;
}
