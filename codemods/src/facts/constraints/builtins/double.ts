import { BEHAVIOUR, CONTENT, RESULT } from '../../flow/tokens';
import { awaited } from '../await';
import type { Call } from '../calls';
import { type Effect, holder, same } from './effects';

/** Says which function is called in its place. */
const does: Effect = (at, owner, call) => {
  const [implementation] = call.args;
  if (implementation !== undefined) at.solver.flow(implementation, owner.field(BEHAVIOUR));
  same(at, owner, call);
};

/** Says what it gives. */
const gives: Effect = (at, owner, call) => {
  const [value] = call.args;
  if (value !== undefined) at.solver.flow(value, owner.field(RESULT));
  same(at, owner, call);
};

/** Says what the promise holds that it gives. */
const resolves: Effect = (at, owner, call) => {
  const promised: Call = { ...call, result: owner.field(RESULT) };
  const [value] = call.args;
  if (value !== undefined) awaited(at.solver, value, holder(at, 'promise', promised).field(CONTENT));
  same(at, owner, call);
};

/** Methods of the doubles of sinon, jest, vitest and `node:test`. */
export const double: Readonly<Record<string, Effect>> = {
  callsFake: does,
  mockImplementation: does,
  mockImplementationOnce: does,
  returns: gives,
  mockReturnValue: gives,
  mockReturnValueOnce: gives,
  resolves,
  mockResolvedValue: resolves,
  mockResolvedValueOnce: resolves,
  onCall: same,
  onFirstCall: same,
  withArgs: same,
};
