import { spanSuccessors } from '../../catalog/opentelemetry-api';
import { classes, hasMethod, methods, type Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import type { Evidence } from '../types';
import { ancestryOf } from './ancestry';
import type { Slot } from './slot';
import { DOUBTFUL, Shape, type StrangerToken, type Token, type UnseenToken } from './tokens';

/** Something of the project, of another tracing library or of an unknown package, something of which no more is known, or what comes of a call that stays. */
export type Rival = Shape | StrangerToken | UnseenToken | 'foreign' | 'doubtful';

/**
 * What may be the receiver as well, has a method of that name, and is not OpenTracing's own. What a test passes to the code that it
 * tries stands in for the real thing, and does not count outside of tests.
 */
export function rivalOf(receiver: Slot, method: string, path: string): Rival | undefined {
  const declared = isDeclared(receiver);
  const unseen = isTestFile(path) ? undefined : unseenBeside(receiver, 'tracer');
  let unnamed: Rival | undefined = receiver.tokens.has(DOUBTFUL) ? 'doubtful' : undefined;
  for (const token of receiver.tokens) {
    if (token.kind === 'foreign' && !declared) unnamed ??= 'foreign';
    if (token.kind === 'stranger' || token === unseen) unnamed ??= token;
    if (!(token instanceof Shape) || token.standsFor !== undefined || !answers(token, method)) continue;
    if (declared && !isImplementation(token)) continue;
    if (!isTestFile(token.file)) return token;
    // A double that answers to the new name as well may be called by that.
    if (isTestFile(path) && !answers(token, spanSuccessors.get(method) ?? '')) return token;
  }
  return unnamed;
}

/**
 * What an unknown package gave in the place of a tracer (or span) of OpenTracing's that is proven. Of spans that is asked only where one without effect is
 * made: for the most part a package gives back what the project gave it to keep.
 */
export function unseenBeside(slot: Slot, role: Role): UnseenToken | undefined {
  if (isDeclared(slot)) return undefined;
  let unseen: UnseenToken | undefined;
  let isProven = false;
  for (const token of slot.tokens) {
    if (token.kind === 'successor') return undefined; // what shows that it speaks OpenTelemetry
    if (token.kind === 'unseen') unseen ??= token;
    if (token.kind === 'role' && token.role === role && IN_SIGHT.has(token.evidence)) isProven = true;
  }
  return isProven ? unseen : undefined;
}

/** Evidence of something else than what the receiver itself is asked, or declared to be. */
const IN_SIGHT: ReadonlySet<Evidence> = new Set(['import', 'flow', 'call-site']);

/** A declaration says that it is OpenTracing's; the rest that seems to come here is for the most part our lack of precision. */
export function isDeclared({ tokens }: Slot): boolean {
  for (const token of tokens) {
    if (token.kind === 'role' && (token.evidence === 'annotation' || token.evidence === 'type')) return true;
  }
  return false;
}

/** Only a class that extends OpenTracing's, or is made like one, can stand where a declaration asks for it. */
export function isImplementation(shape: Shape): boolean {
  return ancestryOf(shape, isClass).some((one) => {
    if (!isClass(one) && one.kind !== 'object') return false;
    const extendsApi = isClass(one) && [...one.parents.tokens].some(({ kind }) => kind === 'api');
    return extendsApi || METHODS.filter((name) => defines(one, name)).length > 1;
  });
}

const METHODS: readonly string[] = [...Object.keys(methods.tracer), ...Object.keys(methods.span)];

function isClass({ node }: Shape): boolean {
  return node?.type === 'ClassBody';
}

/** Whether a shape, or what it inherits from, has the method. */
export function answers(shape: Shape, method: string): boolean {
  return ancestryOf(shape, isNoType).some((one) => {
    if (!isNoType(one)) return false;
    const mayInherit = one !== shape || !shape.isAbstract;
    return defines(one, method) || defines(one, `_${method}`) || (mayInherit && inheritsItself(one, method));
  });
}

function isNoType({ kind }: Shape): boolean {
  return kind !== 'type';
}

/** Whether a class has the method from OpenTracing's own. */
export function isInherited(shape: Shape, method: string): boolean {
  return ancestryOf(shape, () => true).some((one) => inheritsItself(one, method));
}

function inheritsItself({ parents }: Shape, method: string): boolean {
  return [...parents.tokens].some((parent) => inherits(parent, method));
}

/** What extends a class of OpenTracing's has its methods. */
function inherits(parent: Token, method: string): boolean {
  const role = parent.kind === 'api' && Object.hasOwn(classes, parent.name) ? parent.name : undefined;
  const base = role === undefined ? undefined : classes[role as keyof typeof classes]; // looked up just now
  return base !== undefined && hasMethod(base, method);
}

function defines(shape: Shape, method: string): boolean {
  const field = shape.fields.get(method);
  return field !== undefined && [...field.tokens].some((token) => token instanceof Shape && token.kind !== 'double');
}
