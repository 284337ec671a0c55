import type { Slot } from '../flow/slot';
import type { Solver } from '../flow/solver';
import { CONTENT, Shape } from '../flow/tokens';

/** `await`: what a promise holds, and everything else as it is. */
export function awaited(solver: Solver, from: Slot, to: Slot): void {
  solver.on(from, (token) => {
    if (token instanceof Shape && token.kind === 'promise') solver.flow(token.field(CONTENT), to);
    else solver.add(to, token);
  });
}

/** What iterating over something gives. */
export function iterated(solver: Solver, from: Slot, to: Slot): void {
  solver.on(from, (token) => {
    if (token instanceof Shape && (token.kind === 'array' || token.kind === 'set')) {
      solver.flow(token.field(CONTENT), to);
    } else if (token instanceof Shape && token.kind === 'map') solver.add(to, entryOf(solver, token));
    // Of a class that extends one of them.
    else if (token instanceof Shape && token.kind === 'instance') iterated(solver, token.parents, to);
  });
}

/** What an array becomes whose elements may be arrays, one level less deep: their elements, and everything else as it is. */
export function flattened(solver: Solver, from: Slot, to: Slot): void {
  solver.on(from, (token) => {
    if (token instanceof Shape && token.kind === 'array') solver.flow(token.field(CONTENT), to);
    else solver.add(to, token);
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
