import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { reachedFrom } from '../flow/reached';
import { Shape, type Token } from '../flow/tokens';

/** The shapes that an expression may be, and those that are copied to them: what is copied to an object is part of it. */
export function shapesBehind(at: Context, node: t.Node): ReadonlySet<Shape> {
  return reachedFrom(shapesAmong(at.findSlot(node)?.tokens ?? []), ({ parents }) => shapesAmong(parents.tokens));
}

function shapesAmong(tokens: Iterable<Token>): readonly Shape[] {
  return [...tokens].filter((token) => token instanceof Shape);
}
