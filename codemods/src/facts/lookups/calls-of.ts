import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import type { CallOfFunction } from '../types';
import { signaturesOf } from './signatures-of';

/** The calls that may reach each function of the project, and where it is a constructor, what makes an instance with it. */
export function callsByFunction(contexts: readonly Context[]): ReadonlyMap<t.Node, readonly CallOfFunction[]> {
  const calls = new Map<t.Node, CallOfFunction[]>();
  for (const at of contexts)
    for (const node of at.nodes('CallExpression', 'OptionalCallExpression', 'NewExpression'))
      for (const fn of new Set(signaturesOf(at, node).map((signature) => signature.node))) {
        const known = calls.get(fn);
        const call = { path: at.file.source.path, node };
        if (known) known.push(call);
        else calls.set(fn, [call]);
      }
  return calls;
}
