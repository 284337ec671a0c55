import { symbolToken } from '../../flow/tokens';
import { stringOf } from '../strings';
import type { StaticEffect } from './effects';

/** What makes symbols: one for each place, and one for each name that they are registered under. */
export const symbols: Readonly<Record<string, StaticEffect>> = {
  Symbol: (at, { node, result }) => at.solver.add(result, symbolToken(`${at.file.source.path}:${node.start}`)),
  'Symbol.for': (at, { node, result }) => {
    const [name] = 'arguments' in node ? node.arguments : [];
    const registered = name && stringOf(at, name);
    if (registered !== undefined) at.solver.add(result, symbolToken(registered));
  },
};
