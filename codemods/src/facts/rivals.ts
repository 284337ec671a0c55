import { classes, methods } from '../catalog/opentracing-api';
import { isTestFile } from '../catalog/test-files';
import type { Slot } from './slot';
import { DOUBTFUL, Shape, type Token } from './tokens';

/** Something of the project, something of which no more is known, or what comes of a call that stays. */
export type Rival = Shape | 'foreign' | 'doubtful';

/**
 * What may be the receiver as well, has a method of that name, and is not OpenTracing's own. What a test passes to the code that it
 * tries stands in for the real thing, and does not count outside of tests.
 */
export function rivalOf(receiver: Slot, method: string, path: string): Rival | undefined {
  const declared = isDeclared(receiver);
  let unnamed: Rival | undefined = receiver.tokens.has(DOUBTFUL) ? 'doubtful' : undefined;
  for (const token of receiver.tokens) {
    if ((token.kind === 'foreign' || token.kind === 'stranger') && !declared) unnamed ??= 'foreign';
    if (!(token instanceof Shape) || token.standsFor !== undefined || !answers(token, method)) continue;
    if (declared && !isImplementation(token)) continue;
    if (isTestFile(path) || !isTestFile(token.file)) return token;
  }
  return unnamed;
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
export function answers(shape: Shape, method: string, depth = 0): boolean {
  if (shape.kind === 'type' || depth > 8) return false;
  if (defines(shape, method) || defines(shape, `_${method}`)) return true;
  const mayInherit = depth > 0 || !shape.isAbstract;
  for (const parent of shape.parents.tokens) {
    const has = parent instanceof Shape ? answers(parent, method, depth + 1) : mayInherit && inherits(parent, method);
    if (has) return true;
  }
  return false;
}

/** Whether a class has the method from OpenTracing's own. */
export function isInherited({ parents }: Shape, method: string, depth = 0): boolean {
  if (depth > 8) return false;
  for (const parent of parents.tokens)
    if (parent instanceof Shape ? isInherited(parent, method, depth + 1) : inherits(parent, method)) return true;
  return false;
}

/** What extends a class of OpenTracing's has its methods. */
function inherits(parent: Token, method: string): boolean {
  const role = parent.kind === 'api' && Object.hasOwn(classes, parent.name) ? parent.name : undefined;
  const base = role === undefined ? undefined : classes[role as keyof typeof classes]; // looked up just now
  return base !== undefined && Object.hasOwn(methods[base as keyof typeof methods] ?? {}, method);
}

function defines(shape: Shape, method: string): boolean {
  const field = shape.fields.get(method);
  return field !== undefined && [...field.tokens].some((token) => token instanceof Shape && token.kind !== 'double');
}
