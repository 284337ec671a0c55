import { Slot } from '../flow/slot';
import type { Solver } from '../flow/solver';
import { ASYNC_ITERATOR, CONTENT, ITERATOR, Shape, type Token } from '../flow/tokens';
import { awaited } from './await';
import type { Context } from './context';
import { readFrom, readMember } from './members';

/** What iterating over something gives. */
export function iterated(at: Context, from: Slot, to: Slot): void {
  at.solver.on(from, (token) => oneByOne(at, token, to));
}

/** The same of one token. */
export function oneByOne(at: Context, token: Token, to: Slot): void {
  if (!(token instanceof Shape)) return;
  if (hasElements(token)) elements(at.solver, token, to);
  else if (token.kind === 'instance' || token.kind === 'object') ownElements(at, token, to);
}

function hasElements({ kind }: Shape): boolean {
  return kind === 'array' || kind === 'set' || kind === 'map';
}

function elements(solver: Solver, owner: Shape, to: Slot): void {
  if (owner.kind === 'map') solver.add(to, entryOf(solver, owner));
  else solver.flow(owner.field(CONTENT), to);
}

/** What comes of the method that says how an object is iterated over. */
function ownElements(at: Context, owner: Shape, to: Slot): void {
  const method = new Slot();
  for (const name of [ITERATOR, ASYNC_ITERATOR]) readFrom(at, owner, name, method);
  at.solver.on(method, (token) => {
    // Of a class that extends an array, a map or a set.
    if (token.kind === 'builtin' && token.owner instanceof Shape) elements(at.solver, token.owner, to);
    const given = at.graph.modelOf(token)?.result;
    if (given) stepped(at, given, to);
  });
}

/** What an iterator gives, step by step. The language's own are arrays here. */
function stepped(at: Context, iterator: Slot, to: Slot): void {
  at.solver.on(iterator, (token) => {
    if (!(token instanceof Shape)) return;
    if (hasElements(token)) return elements(at.solver, token, to);
    const next = new Slot();
    readFrom(at, token, 'next', next);
    at.solver.on(next, (method) => {
      const given = at.graph.modelOf(method)?.result;
      const step = new Slot();
      if (given === undefined) return;
      awaited(at.solver, given, step);
      readMember(at, step, 'value', to);
    });
  });
}

/** `[key, value]` of a map. */
export function entryOf(solver: Solver, map: Shape): Shape {
  const holder = map.field('<entry>');
  if (holder.tokens.size === 0) {
    const entry = new Shape('array', map.node, map.file);
    solver.add(holder, entry);
    solver.flow(map.field(CONTENT), entry.field('1'));
  }
  return holder.tokens.at(0) as Shape; // only the entry is ever put there
}
