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

/** What an array becomes whose elements may be arrays, one level less deep: their elements, and everything else as it is. */
export function flattened(solver: Solver, from: Slot, to: Slot): void {
  solver.on(from, (token) => {
    if (token instanceof Shape && token.kind === 'array') solver.flow(token.field(CONTENT), to);
    else solver.add(to, token);
  });
}
