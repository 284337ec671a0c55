import type { Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import type { Evidence, Fact } from '../types';
import { isDeclared, isImplementation } from './rivals';
import type { Slot } from './slot';
import {
  CONTENT,
  DOUBTFUL,
  FALSY,
  NOTHING,
  NULL,
  Shape,
  type ShapeKind,
  stronger,
  type Token,
  UNDEFINED,
  UNSET,
} from './tokens';

/** Puts what is in a slot into the words of a fact, for a file. */
export function factOfSlot(slot: Slot, path: string): Fact | undefined {
  const direct = rolesOf(slot.tokens, path);
  if (direct !== undefined) return { ...direct, ...companions(slot, path), container: 'none' };
  for (const token of slot.tokens) {
    const container = token instanceof Shape ? containerOf(token.kind) : undefined;
    const held = token instanceof Shape && container !== undefined ? rolesOf(contentOf(token), path) : undefined;
    if (held !== undefined && container !== undefined)
      return { ...held, ...companions(slot, path), mixed: false, mixedWithObjects: false, container };
  }
  return undefined;
}

function contentOf(shape: Shape): Iterable<Token> {
  return shape.fields.get(CONTENT)?.tokens ?? [];
}

function containerOf(kind: ShapeKind): Exclude<Fact['container'], 'none'> | undefined {
  if (kind === 'array' || kind === 'set') return 'array';
  return kind === 'promise' || kind === 'map' ? kind : undefined;
}

/** Asked of every call and name of a project, of which few hold anything: then nothing is made. */
function rolesOf(tokens: Iterable<Token>, path: string): Pick<Fact, 'roles' | 'evidence' | 'standIn'> | undefined {
  let found: { readonly roles: Set<Role>; evidence: Evidence; standIn: boolean } | undefined;
  for (const token of tokens) {
    const one = roleOf(token, path);
    if (one === undefined) continue;
    found ??= { roles: new Set(), evidence: 'use', standIn: false };
    if (token instanceof Shape) found.standIn = true;
    found.roles.add(one.role);
    found.evidence = stronger(found.evidence, one.evidence);
  }
  return found;
}

function roleOf(token: Token, path: string): { role: Role; evidence: Evidence } | undefined {
  if (token.kind === 'role') return token;
  if (token instanceof Shape) return standInRole(token, path);
  if (token.kind !== 'api') return undefined;
  if (token.name === '') return { role: 'namespace', evidence: 'import' };
  return token.name === 'Tags' ? { role: 'tags', evidence: 'import' } : undefined;
}

/** What a test puts in the place of the real thing moves with it. To the code that it tries that says nothing. */
export function standInRole({ standsFor }: Shape, path: string): { role: Role; evidence: Evidence } | undefined {
  return standsFor && isTestFile(path) ? { role: standsFor, evidence: 'flow' } : undefined;
}

/** What else is in the slot. What a test puts in the place of the real thing does not count outside of tests. */
function companions(slot: Slot, path: string): Omit<Fact, 'roles' | 'evidence' | 'standIn' | 'container'> {
  const isOther = isDeclared(slot) ? standsForDeclared : isForeign;
  const isOutside = !isTestFile(path);
  let [mixed, mixedWithObjects] = [false, false];
  for (const token of slot.tokens) {
    const isStandIn = isOutside && token instanceof Shape && isTestFile(token.file);
    if (isStandIn || !isOther(token)) continue;
    mixed = true;
    if (!PLAIN.has(token.kind)) mixedWithObjects = true;
  }
  const { tokens } = slot;
  const [maybeNull, maybeUndefined] = [tokens.has(NULL), tokens.has(UNDEFINED)];
  const maybeFalse = tokens.has(FALSY);
  const nullable = maybeNull || maybeUndefined || maybeFalse || tokens.has(NOTHING);
  const [doubtful, unset] = [tokens.has(DOUBTFUL), tokens.has(UNSET)];
  return { mixed, mixedWithObjects, doubtful, nullable, maybeNull, maybeUndefined, maybeFalse, unset };
}

function standsForDeclared(token: Token): boolean {
  if (!(token instanceof Shape)) return token.kind === 'stranger';
  return token.standsFor === undefined && !DESCRIBING.has(token.kind) && isImplementation(token);
}

const DESCRIBING: ReadonlySet<ShapeKind> = new Set(['type', 'alias', 'module']);

const PLAIN: ReadonlySet<Token['kind']> = new Set(['primitive', 'string', 'symbol']);

const OTHERS: ReadonlySet<Token['kind']> = new Set(['foreign', 'stranger', 'doubtful', 'primitive', 'symbol']);

/**
 * Known not to be OpenTracing's. Interfaces and module namespaces only stand around the value; a text is told apart by the program where it
 * comes the same way (`typeof parent === 'string'`), unless it is an empty one, which stands for nothing.
 */
function isForeign(token: Token): boolean {
  if (token instanceof Shape) return token.standsFor === undefined && !DESCRIBING.has(token.kind);
  if (token.kind === 'string') return token.value === '';
  return OTHERS.has(token.kind);
}
