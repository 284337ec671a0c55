import type { Slot } from '../../flow/slot';
import { Shape } from '../../flow/tokens';
import type { Call } from '../calls';
import type { Context } from '../context';
import { array } from './array';
import type { StaticEffect } from './effects';
import { elementAt } from './function';

/** As many arguments as a method of an array looks at. */
const PLACES = [0, 1, 2];

function applied(at: Context, name: string, receiver: Slot | undefined, call: Call): void {
  if (receiver === undefined) return;
  at.solver.on(receiver, (token) => {
    if (token instanceof Shape && token.kind === 'array') array[name]?.(at, token, call);
  });
}

const byCall =
  (name: string): StaticEffect =>
  (at, call) => {
    const [receiver, ...args] = call.args;
    applied(at, name, receiver, { ...call, args });
  };

const byApply =
  (name: string): StaticEffect =>
  (at, call) => {
    const [receiver, list] = call.args;
    applied(at, name, receiver, { ...call, args: PLACES.map((place) => elementAt(at, list, place)) });
  };

/** `Array.prototype.map.call(list, fn)`, `[].map.apply(list, [fn])`. */
export const borrowed: Readonly<Record<string, StaticEffect>> = Object.fromEntries(
  Object.keys(array).flatMap((name) => [
    [`Array.prototype.${name}.call`, byCall(name)],
    [`Array.prototype.${name}.apply`, byApply(name)],
  ]),
);
