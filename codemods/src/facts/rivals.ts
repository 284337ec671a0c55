import type { Slot } from './slot';
import { Shape } from './tokens';

const TEST = /(?:^|[/._-])(?:tests?|specs?|__tests__|__mocks__|mocks?|stubs?|fakes?)(?=[/._-]|$)/i;

/** Files that exist to try others. */
export function isTestFile(path: string): boolean {
  return TEST.test(path);
}

/**
 * Whether something that is not OpenTracing's, and has a method of that name, may be the receiver as well. What a test
 * passes to the code that it tries stands in for the real thing, and does not count outside of tests.
 */
export function hasRival(receiver: Slot, method: string, path: string): boolean {
  for (const token of receiver.tokens) {
    if (token.kind === 'foreign') return true;
    if (!(token instanceof Shape) || !answers(token, method)) continue;
    if (isTestFile(path) || !isTestFile(token.file)) return true;
  }
  return false;
}

/** Whether a shape, or what it inherits from, has the method. */
export function answers(shape: Shape, method: string, depth = 0): boolean {
  if (shape.kind === 'type' || depth > 8) return false;
  if (defines(shape, method) || defines(shape, `_${method}`)) return true;
  for (const parent of shape.parents.tokens) {
    if (parent instanceof Shape && answers(parent, method, depth + 1)) return true;
  }
  return false;
}

function defines(shape: Shape, method: string): boolean {
  const field = shape.fields.get(method);
  return field !== undefined && [...field.tokens].some((token) => token instanceof Shape);
}
