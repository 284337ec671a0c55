import type * as t from '@babel/types';
import { methods, type Role } from '../catalog/opentracing-api';
import { isTestFile } from '../catalog/test-files';
import { byPlace, type Context } from './constraints/context';
import { memberName } from './constraints/members';
import { contains, type Implementations } from './implementations';
import { keeperOf } from './keeper';
import { once } from './once';
import { rivalOf } from './rivals';
import type { Slot } from './slot';
import { specifiersIn } from './specifiers';
import { Shape, type Token } from './tokens';
import type { StandIn, Unit } from './types';
import { unitOf } from './units';

/**
 * Object literals and classes of tests that are passed where OpenTracing objects are, and have some of their methods:
 * when the code that is tried moves, they have to answer to the new names. Their shapes say so, and what the test itself calls on them
 * moves as well.
 */
export function standIns(
  contexts: readonly Context[],
  implementations: Implementations,
): ReadonlyMap<string, readonly StandIn[]> {
  const found = new Map<Shape, Found>();
  const isKept = (file: string, node: t.Node) => isPartOf(implementations, file, node);
  if (!contexts.some(({ file }) => isTestFile(file.source.path))) return new Map();
  for (const at of contexts) {
    const members = at.nodes('MemberExpression', 'OptionalMemberExpression').map((node) => ({ at, node }));
    for (const { node } of members.sort(byPlace)) collect(at, node, found, isKept);
  }
  const isOfProgram = once(() => filesOfProgram(contexts));
  const byFile = new Map<string, StandIn[]>();
  for (const [shape, { role, uses, usedBy }] of found) {
    const node = standInNode(shape);
    if (node === undefined || uses === 'stay' || isKept(shape.file, node)) continue;
    // What the program loads is no test's, however it is called: without a call of it that moves it goes on as it is.
    if (uses === undefined && isOfProgram().has(shape.file)) continue;
    shape.standsFor = role;
    byFile.set(shape.file, [...(byFile.get(shape.file) ?? []), { node, role, usedBy: [...usedBy.values()] }]);
  }
  return byFile;
}

/** The files that other code than tests loads. */
function filesOfProgram(contexts: readonly Context[]): ReadonlySet<string> {
  const code = contexts.filter(({ file }) => !isTestFile(file.source.path));
  return new Set(
    code.flatMap(({ modules, file }) =>
      [...specifiersIn(file.source.text)].flatMap((specifier) => modules.resolve(specifier, file)?.source.path ?? []),
    ),
  );
}

/** What is kept as a tracer keeps its members, in a test as well. */
function isPartOf(implementations: Implementations, file: string, node: t.Node): boolean {
  for (const { path, bodies } of implementations.values())
    if (path === file && bodies.some((body) => contains(body, node))) return true;
  return false;
}

type Member = t.MemberExpression | t.OptionalMemberExpression;

/** Whether something is part of a tracer of the project's own, which stays. */
type IsKept = (file: string, node: t.Node) => boolean;

/** What an object stands in for, and whether code that is no test goes on calling it by OpenTracing's names. */
interface Found {
  readonly role: Role;
  readonly uses: 'stay' | 'move' | undefined;
  /** By their ids. */
  readonly usedBy: Map<string, Unit>;
}

/** What stands beside a role as the receiver of one of its methods. */
function collect(at: Context, node: Member, found: Map<Shape, Found>, isKept: IsKept): void {
  const slot = at.findSlot(node.object);
  if (slot === undefined || slot.tokens.size < 2) return;
  const role = roleIn(slot.tokens) ?? (isCalledOldWay(at, node) ? 'tracer' : undefined);
  if (role === undefined) return;
  for (const token of slot.tokens) {
    if (!(token instanceof Shape) || !isStandIn(token, role)) continue;
    const use = useOf(at, node, slot, role, isKept);
    const { uses: known, usedBy = new Map<string, Unit>() } = found.get(token) ?? {};
    const user = use === 'move' ? userOf(at, node, role) : undefined;
    if (user) usedBy.set(user.id, user);
    found.set(token, { role, uses: use === 'move' || known === 'move' ? 'move' : (use ?? known), usedBy });
  }
}

/** A start that stays binds what its span is kept in, and not its tracer. */
function userOf(at: Context, node: Member, role: Role): Unit {
  const call = role === 'tracer' ? at.parent(node) : undefined;
  return unitOf(at, call === undefined ? node.object : (keeperOf(at.file.source.parents, call) ?? call));
}

/** Of a tracer that has moved already, by code that has still to move. */
function isCalledOldWay(at: Context, node: Member): boolean {
  const call = at.parent(node);
  return call !== undefined && at.graph.oldCalls.has(call);
}

function useOf(at: Context, node: Member, receiver: Slot, role: Role, isKept: IsKept): Found['uses'] {
  const { path } = at.file.source;
  const name = memberName(node);
  if (name === undefined || isTestFile(path) || !Object.hasOwn(methodsOf(role), name)) return undefined;
  return isKept(path, node) || rivalOf(receiver, name, path) !== undefined ? 'stay' : 'move';
}

function roleIn(tokens: Iterable<Token>): Role | undefined {
  for (const token of tokens) if (token.kind === 'role') return token.role;
  return undefined;
}

function isStandIn(shape: Shape, role: Role): boolean {
  if (!isTestFile(shape.file) || standInNode(shape) === undefined) return false;
  return Object.keys(methodsOf(role)).some((name) => shape.fields.has(name) && hasOwn(shape, name));
}

function methodsOf(role: Role): Readonly<Record<string, string>> {
  return methods[role as keyof typeof methods] ?? {};
}

function hasOwn({ node }: Shape, name: string): boolean {
  const members = node?.type === 'ObjectExpression' ? node.properties : node?.type === 'ClassBody' ? node.body : [];
  return members.some((member) => 'key' in member && member.key.type === 'Identifier' && member.key.name === name);
}

/** A class's instances stand at its body. */
function standInNode({ node }: Shape): StandIn['node'] | undefined {
  return node?.type === 'ObjectExpression' || node?.type === 'ClassBody' ? node : undefined;
}
