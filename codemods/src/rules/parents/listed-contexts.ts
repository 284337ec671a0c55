import type * as t from '@babel/types';
import { replace } from '../../edit/edit';
import type { Binding } from '../../facts/scopes/scope';
import { memberName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';
import { isFunctionLike, isLoop } from '../syntax/flow';
import { calledMethod, isCall, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { contextOf, held, initial, listOf, type ReadOne } from './held-contexts';
import { ownDeclaration } from './reference-variable';
import type { Reference } from './references';

/**
 * References that one thing after the other is put into, in whatever way, for one startSpan: `if (parent) references.push(followsFrom(parent));` in a
 * loop over messages. The list holds the Contexts that they refer to instead. Undefined where it holds, or is, something else as well.
 */
export function listedContexts(context: FileContext, node: t.Identifier, readOne: ReadOne): Reference | undefined {
  const binding = context.facts.scopes.bindingOf(node);
  const declarator = binding?.declaration;
  if (context.passedOn || !binding || binding.reassigned || declarator?.type !== 'VariableDeclarator') return undefined;
  if (declarator.id !== binding.identifier || !declarator.init) return undefined;
  const declaration = ownDeclaration(context, declarator, node);
  const types = typesIn(declarator.id);
  if (!declaration || !types || !isGoneThroughOnce(context, node, declaration)) return undefined;
  const put = putInto(context, binding, { use: node, declaration });
  const made = put && [initial(declarator.init, readOne), ...put.map((value) => held(value, readOne))];
  const read = made?.every((one) => one !== undefined) ? made.flat() : undefined;
  const contexts = read?.map((one) => contextOf(context, one));
  if (!contexts?.length || !contexts.every((one) => one !== undefined)) return undefined;
  return {
    type: 'follows_from',
    target: node,
    call: null,
    listed: {
      ...listOf(node.name, contexts),
      edits: [
        ...contexts.map(({ edit }) => edit),
        ...types.map(({ typeName }) => replace(typeName, context.api('Context'))),
      ],
      taken: [...types, ...contexts.map(({ target }) => target)],
    },
  };
}

/** What is pushed before the list is used; undefined where something else is done with it. */
function putInto(
  context: FileContext,
  { references, identifier }: Binding,
  { use, declaration }: { readonly use: t.Node; readonly declaration: t.Node },
): readonly t.Node[] | undefined {
  const { parents } = context.source;
  const put: t.Node[] = [];
  for (const { node } of references) {
    if (node === use || node === identifier) continue;
    const { parent: member, node: object } = outermost(context.source, node);
    if (!isMember(member) || member.object !== object) return undefined;
    if (memberName(member) === 'length') continue;
    const call = parents.get(member);
    const isPush = memberName(member) === 'push' && isCall(call) && call.callee === member;
    if (!isPush || parents.get(call)?.type !== 'ExpressionStatement') return undefined;
    if (rangeOf(call).end > rangeOf(use).start || !isDoneAtOnce(context, call, declaration)) return undefined;
    put.push(...call.arguments);
  }
  return put;
}

/** Whether a node runs where it stands, in loops and in what `forEach` calls at once. */
function isDoneAtOnce({ source }: FileContext, node: t.Node, declaration: t.Node): boolean {
  const home = source.parents.get(declaration);
  for (let at = source.parents.get(node); at && at !== home; at = source.parents.get(at))
    if (isFunctionLike(at) && !isGivenToForEach(source, at)) return false;
  return true;
}

/** The function of `list.forEach((one, index) => ...);`, for whose end nobody waits. */
function isGivenToForEach({ parents }: FileContext['source'], fn: t.Node): boolean {
  const call = parents.get(fn);
  const isForEach = isCall(call) && calledMethod(call) === 'forEach' && call.arguments[0] === fn;
  return isForEach && !('async' in fn && fn.async) && parents.get(call)?.type === 'ExpressionStatement';
}

function isGoneThroughOnce({ source }: FileContext, node: t.Node, declaration: t.Node): boolean {
  const home = source.parents.get(declaration);
  for (let at = source.parents.get(node); at && at !== home; at = source.parents.get(at)) if (isLoop(at)) return false;
  return true;
}

/** `Reference` of `: Reference[]`; undefined where something else is said. */
function typesIn({ typeAnnotation }: t.Identifier): readonly t.TSTypeReference[] | undefined {
  if (!typeAnnotation) return [];
  const type = typeAnnotation.type === 'TSTypeAnnotation' ? typeAnnotation.typeAnnotation : undefined;
  const element = type?.type === 'TSArrayType' ? type.elementType : ofArray(type);
  return element?.type === 'TSTypeReference' ? [element] : undefined;
}

/** `T` of `Array<T>`. */
function ofArray(type: t.TSType | undefined): t.TSType | undefined {
  const isArray =
    type?.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Array';
  return isArray ? type.typeParameters?.params[0] : undefined;
}
