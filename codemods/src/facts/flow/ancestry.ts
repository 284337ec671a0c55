import { reachedFrom } from './reached';
import { Shape, type Token } from './tokens';

/** The shapes among tokens, and all that they inherit from or that is copied to them: that is part of them. */
export function shapesFrom(tokens: Iterable<Token>): ReadonlySet<Shape> {
  return reachedFrom(shapesAmong(tokens), ({ parents }) => shapesAmong(parents.tokens));
}

/**
 * A shape and all that it may inherit from, each once, the nearest first: a class may have many for its parent, as far as is known, and they
 * each other. `goesOn`: whether what a shape inherits from counts as well.
 */
export function ancestryOf(shape: Shape, goesOn: (one: Shape) => boolean): readonly Shape[] {
  return [...reachedFrom([shape], (one) => (goesOn(one) ? shapesAmong(one.parents.tokens) : []))];
}

function shapesAmong(tokens: Iterable<Token>): readonly Shape[] {
  return [...tokens].filter((token) => token instanceof Shape);
}
