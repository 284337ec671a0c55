import { methods } from '../catalog/opentracing-api';
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
  const declared = isDeclared(receiver);
  for (const token of receiver.tokens) {
    if (token.kind === 'foreign' && !declared) return true;
    if (!(token instanceof Shape) || !answers(token, method)) continue;
    if (declared && !isImplementation(token)) continue;
    if (isTestFile(path) || !isTestFile(token.file)) return true;
  }
  return false;
}

/** A declaration says that it is OpenTracing's; the rest that seems to come here is for the most part our lack of precision. */
export function isDeclared({ tokens }: Slot): boolean {
  for (const token of tokens) {
    if (token.kind === 'role' && (token.evidence === 'annotation' || token.evidence === 'type')) return true;
  }
  return false;
}

/** Only a class that extends OpenTracing's, or is made like one, can stand where a declaration asks for it. */
export function isImplementation(shape: Shape): boolean {
  if (shape.node?.type !== 'ClassBody')
    return shape.kind === 'object' && METHODS.filter((name) => defines(shape, name)).length > 1;
  for (const parent of shape.parents.tokens) {
    if (parent instanceof Shape ? isImplementation(parent) : parent.kind === 'api') return true;
  }
  return METHODS.filter((name) => defines(shape, name)).length > 1;
}

const METHODS: readonly string[] = [...Object.keys(methods.tracer), ...Object.keys(methods.span)];

/** Whether a shape, or what it inherits from, has the method. */
function answers(shape: Shape, method: string, depth = 0): boolean {
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
