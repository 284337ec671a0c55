import { isBuiltin } from 'node:module';
import type * as t from '@babel/types';
import { keyName } from '../../parse/key-name';
import { Context } from '../constraints/context';
import { Shape } from '../flow/tokens';
import { moduleBehind } from '../scopes/loaded-module';

/** Whether a class may have a method from the one that it extends, which may then be called as that. */
export function mayOverride(at: Context, { superClass }: t.Class, method: string): boolean {
  return superClass != null && mayHave(at, superClass, method, new Set());
}

/** `seen`: a class may be among those that it extends, as far as is known. */
function mayHave(at: Context, base: t.Expression, method: string, seen: Set<t.Node>): boolean {
  if (isOfNode(at, base)) return !NEVER_OF_NODE.test(method);
  // Beside the class of `module.exports = Base` there is the module itself, which nobody extends.
  const tokens = [...(at.findSlot(base)?.tokens ?? [])].filter(({ kind }) => kind !== 'module');
  return tokens.length === 0 || tokens.some((token) => !(token instanceof Shape) || classHas(at, token, method, seen));
}

function classHas(at: Context, { node, file }: Shape, method: string, seen: Set<t.Node>): boolean {
  if (node?.type !== 'ClassDeclaration' && node?.type !== 'ClassExpression') return true;
  if (seen.has(node)) return false;
  seen.add(node);
  const written = at.graph.findShape(node.body)?.fields.get(method)?.tokens.size ?? 0;
  if (
    written > 0 ||
    node.body.body.some(
      (member) => 'key' in member && keyName(member.key, 'computed' in member && member.computed === true) === method,
    )
  )
    return true;
  const model = at.modules.fileAt(file);
  return (
    node.superClass != null &&
    (!model || mayHave(new Context(at.graph, at.modules, model), node.superClass, method, seen))
  );
}

/** What Node itself has: its events, streams and servers, and the errors of the language. None of them is a tracer. */
function isOfNode(at: Context, base: t.Expression): boolean {
  if (base.type === 'Identifier' && at.file.scopes.bindingOf(base) === undefined)
    return OF_THE_LANGUAGE.test(base.name);
  const specifier = moduleBehind(at.file, base);
  return specifier !== undefined && isBuiltin(specifier);
}

const OF_THE_LANGUAGE = /^(?:\w*Error|Array|Map|Set|WeakMap|Promise|Object|EventTarget)$/;

/** Names that no class of Node has a method by. */
const NEVER_OF_NODE = /span|^(?:inject|extract)$/i;
