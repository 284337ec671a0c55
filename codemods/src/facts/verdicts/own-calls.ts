import type * as t from '@babel/types';
import { classOf } from '../../parse/classes';
import { isFunction } from '../../parse/functions';
import type { Parents } from '../../parse/parents';
import { lineOf, rangeOf } from '../../parse/source-file';
import { methodOf } from '../constraints/calls';
import { byPlace, type Context } from '../constraints/context';
import { oncePerKey } from '../flow/once';
import { isImplementation } from '../flow/rivals';
import { Shape } from '../flow/tokens';
import { functionsOf } from '../lookups/functions-of';
import type { FileFacts, OwnCall } from '../types';
import { isCommonMethod, isSpanMethod } from './suspects';

/** What a class, object or function of the project has to do with OpenTracing. */
interface Use {
  /** The members that are called in it. */
  readonly called: Set<string>;
  /** It is made like one of OpenTracing's own, and stays. */
  isImplementation: boolean;
}

export type Users = ReadonlyMap<t.Node, Readonly<Use>>;

/** What stands around calls of OpenTracing, be they proven or such that may be something else as well; and what is made like it. */
export function usersOf(files: Iterable<Pick<FileFacts, 'source' | 'calls' | 'suspects' | 'implementations'>>): Users {
  const users = new Map<t.Node, Use>();
  const passed = oncePerKey((_method: string) => new Set<t.Node>());
  const userAt = (node: t.Node) => {
    const user = users.get(node) ?? { called: new Set(), isImplementation: false };
    users.set(node, user);
    return user;
  };
  for (const { source, calls, suspects, implementations } of files) {
    const used = [
      ...calls.map(({ node, member }) => ({ node, method: member.slice(member.indexOf('.') + 1) })),
      ...suspects.filter(({ reason }) => reason === 'union' || reason === 'derived'),
    ];
    for (const { node, method } of used)
      for (const user of around(source.parents, node, passed(method))) userAt(user).called.add(method);
    for (const { node } of implementations) userAt('superClass' in node ? node.body : node).isImplementation = true;
  }
  return users;
}

/** What can use a node, from the inside out, as far as nobody has come before: a chain of calls is as deep as it is long. */
function* around(parents: Parents, node: t.Node, passed: Set<t.Node>): Generator<t.Node> {
  for (let up = parents.get(node); up !== undefined && !passed.has(up); up = parents.get(up)) {
    passed.add(up);
    if (canUse(up)) yield up;
  }
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
  return ownerOfReceiver(at, callee.object, users) ?? ownerOfFunction(at, callee, method, users);
}

function ownerOfReceiver(at: Context, receiver: t.Node, users: Users): OwnCall['owner'] | undefined {
  for (const token of at.findSlot(receiver)?.tokens ?? []) {
    if (!(token instanceof Shape) || token.node === null) continue;
    const user = users.get(token.node);
    // Not all that has a method `log` and is traced: a wrapper has several of these methods.
    if (user && (user.isImplementation || isImplementation(token))) return describe(at, token.node, token.file, user);
  }
  return undefined;
}

function ownerOfFunction(at: Context, callee: t.Node, method: string, users: Users): OwnCall['owner'] | undefined {
  const functions = functionsOf(at, callee) ?? [];
  for (const { node, file } of functions) {
    const user = users.get(node);
    if (user && functions.every((other) => passesOn(users.get(other.node), method)))
      return describe(at, node, file, user);
  }
  return undefined;
}

/** Other things than spans have a method `log` or `context` too. */
function passesOn(user: Readonly<Use> | undefined, method: string): boolean {
  return user !== undefined && (isSpanMethod(method) || user.called.has(method));
}

/** A method is called by the name of its class. */
function describe({ modules }: Context, node: t.Node, path: string, user: Readonly<Use>): OwnCall['owner'] | undefined {
  const source = modules.fileAt(path)?.source;
  if (source === undefined) return undefined;
  const cls = classOf(source.parents, node);
  const home = rangeOf(cls ?? node);
  const kind = cls !== undefined ? 'class' : node.type === 'ObjectExpression' ? 'object' : 'function';
  const relation = user.isImplementation ? 'implements' : 'uses';
  return { kind, name: cls?.id?.name, relation, path, line: lineOf(source, home.start) };
}
