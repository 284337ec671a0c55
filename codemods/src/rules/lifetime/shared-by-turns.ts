import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { loopDeclaring } from '../../parse/loops';
import { functionOf, isFunctionLike, isLoop } from '../syntax/flow';
import { isCalledForEach } from '../syntax/list-methods';
import { rangeOfRun } from '../syntax/statements';
import type { FileContext } from '../types';
import { bindingsIn } from './bindings-in';
import type { Obstacle } from './obstacles';
import type { Candidate } from './region';

/**
 * A `var` in a loop is one for all of its turns, and in a callback one for each. Functions that run later see what the last turn has left in it,
 * and a turn what the one before has.
 */
export function sharedByTurns(
  context: FileContext,
  { binding: span, declaration }: Candidate,
  statements: readonly t.Statement[],
): Obstacle | undefined {
  if (!isInLoop(context, declaration)) return undefined;
  if (span.kind === 'var' && isReadLater(context, span))
    return { reason: 'reassigned', what: 'by the next turn of the loop, before a callback that shares it runs' };
  const shared = bindingsIn(context.facts.scopes, rangeOfRun(statements)).find(
    (one) =>
      one.kind === 'var' && isOfHome(context, one, declaration) && (isKept(context, one) || isReadLater(context, one)),
  );
  return shared && { reason: 'binding', what: `${shared.name}, which all turns of the loop share` };
}

function isInLoop({ source }: FileContext, node: t.Node): boolean {
  for (let at = source.parents.get(node); at && !isFunctionLike(at); at = source.parents.get(at))
    if (isLoop(at)) return true;
  return false;
}

function isOfHome({ source }: FileContext, { identifier }: Binding, declaration: t.Node): boolean {
  return functionOf(source, identifier) === functionOf(source, declaration);
}

/** Whether a turn of the loop may find what the one before has left: nothing is put into it where it is declared. */
function isKept({ source }: FileContext, { declaration }: Binding): boolean {
  return declaration.type === 'VariableDeclarator' && !declaration.init && !loopDeclaring(source, declaration);
}

/** Whether a function reads it that may run when the turn is over. */
function isReadLater({ source }: FileContext, { identifier, references }: Binding): boolean {
  const home = functionOf(source, identifier);
  return references.some(({ node }) => {
    for (let at = functionOf(source, node); at && at !== home; at = functionOf(source, at))
      if (!isCalledForEach(source.parents.get(at), at)) return true;
    return false;
  });
}
