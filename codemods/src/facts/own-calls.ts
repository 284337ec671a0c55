import type * as t from '@babel/types';
import { isFunction } from '../parse/functions';
import { lineOf, rangeOf, type SourceFile } from '../parse/source-file';
import { methodOf } from './constraints/calls';
import { byPlace, type Context } from './constraints/context';
import { functionsOf } from './functions-of';
import { isImplementation } from './rivals';
import { isCommonMethod, isSpanMethod } from './suspects';
import { Shape } from './tokens';
import type { FileFacts, OwnCall } from './types';

/** Classes, objects and functions of the project, with the members of OpenTracing that are called in them. */
export type Users = ReadonlyMap<t.Node, ReadonlySet<string>>;

/** What stands around calls of OpenTracing, be they proven or such that may be something else as well. */
export function usersOf(files: Iterable<Pick<FileFacts, 'source' | 'calls' | 'suspects'>>): Users {
  const users = new Map<t.Node, Set<string>>();
  for (const { source, calls, suspects } of files) {
    const used = [
      ...calls.map(({ node, member }) => ({ node, method: member.slice(member.indexOf('.') + 1) })),
      ...suspects.filter(({ reason }) => reason === 'union' || reason === 'derived'),
    ];
    for (const { node, method } of used) {
      for (let up = source.parents.get(node); up !== undefined; up = source.parents.get(up))
        if (canUse(up)) users.set(up, (users.get(up) ?? new Set()).add(method));
    }
  }
  return users;
}

function canUse(node: t.Node): boolean {
  return isFunction(node) || node.type === 'ObjectExpression' || node.type === 'ClassBody';
}

/**
 * Calls, by the names of OpenTracing's methods, of what the project has made around OpenTracing. They are not OpenTracing's and stay;
 * what they lead to moves, which who reads the result cannot see.
 */
export function ownCalls(at: Context, users: Users, judged: ReadonlySet<t.Node>): OwnCall[] {
  if (users.size === 0) return [];
  const found: OwnCall[] = [];
  for (const node of at.nodes('CallExpression', 'OptionalCallExpression')) {
    const method = methodOf(node);
    if (method === undefined || !(isSpanMethod(method) || isCommonMethod(method)) || judged.has(node)) continue;
    const owner = ownerOf(at, node.callee, method, users);
    if (owner !== undefined) found.push({ node, owner });
  }
  return found.sort(byPlace);
}

/** What a wrapper calls on itself is nothing to wonder about. */
function ownerOf(at: Context, callee: t.Node, method: string, users: Users): OwnCall['owner'] | undefined {
  if (!('object' in callee) || callee.object.type === 'ThisExpression' || callee.object.type === 'Super')
    return undefined;
  for (const token of at.findSlot(callee.object)?.tokens ?? []) {
    // Not all that has a method `log` and is traced: a wrapper has several of these methods.
    if (token instanceof Shape && token.node !== null && users.has(token.node) && isImplementation(token))
      return describe(at, token.node, token.file);
  }
  const functions = functionsOf(at, callee) ?? [];
  const [first] = functions;
  if (first === undefined || !functions.every(({ node }) => passesOn(users.get(node), method))) return undefined;
  return describe(at, first.node, first.file);
}

/** Other things than spans have a method `log` or `context` too. */
function passesOn(called: ReadonlySet<string> | undefined, method: string): boolean {
  return called !== undefined && (isSpanMethod(method) || called.has(method));
}

/** A method is called by the name of its class. */
function describe({ modules }: Context, node: t.Node, path: string): OwnCall['owner'] | undefined {
  const source = modules.fileAt(path)?.source;
  if (source === undefined) return undefined;
  const cls = classOf(source, node);
  const home = rangeOf(cls ?? node);
  const kind = cls !== undefined ? 'class' : node.type === 'ObjectExpression' ? 'object' : 'function';
  return { kind, name: cls?.id?.name, path, line: lineOf(source, home.start) };
}

function classOf({ parents }: SourceFile, node: t.Node): t.Class | undefined {
  const body = node.type === 'ClassBody' ? node : parents.get(node);
  const cls = body?.type === 'ClassBody' ? parents.get(body) : undefined;
  return cls?.type === 'ClassDeclaration' || cls?.type === 'ClassExpression' ? cls : undefined;
}
