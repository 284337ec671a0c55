import type * as t from '@babel/types';
import { spanSuccessors } from '../../catalog/opentelemetry-api';
import { hasMethod, methodsOf, type Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import { keyName, memberName } from '../../parse/key-name';
import { byPlace, type Context } from '../constraints/context';
import { ancestryOf } from '../flow/ancestry';
import { once } from '../flow/once';
import { rivalOf } from '../flow/rivals';
import type { Slot } from '../flow/slot';
import { Shape, type Token } from '../flow/tokens';
import { specifiersIn } from '../modules/specifiers';
import type { StandIn, Unit } from '../types';
import { tellOfAssignedMembers } from './assigned-members';
import { contains, type Implementations } from './implementations';

/**
 * Object literals and classes of tests that are passed where OpenTracing objects are, and have some of their methods:
 * when the code that is tried moves, they have to answer to the new names. Their shapes say so, and what the test itself calls on them
 * moves as well.
 */
export function findStandIns(contexts: readonly Context[], implementations: Implementations): FoundStandIns {
  const found = new Map<Shape, Found>();
  const isKept = (file: string, node: t.Node) => isPartOf(implementations, file, node);
  const tests = contexts.filter(({ file }) => isTestFile(file.source.path));
  if (tests.length === 0) return { found, isKept };
  tellOfAssignedMembers(tests);
  for (const at of contexts) for (const node of membersIn(at)) collect(at, node, found, isKept);
  const isOfProgram = once(() => filesOfProgram(contexts));
  for (const [shape, { role, uses }] of found) {
    const node = standInNode(shape);
    // What the program loads is no test's, however it is called: without a call of it that moves it goes on as it is.
    const isOthers = uses === undefined && isOfProgram().has(shape.file);
    if (node === undefined || uses === 'stay' || isOthers || isKept(shape.file, node)) found.delete(shape);
    else shape.standsFor = role;
  }
  for (const at of found.size > 0 ? tests : []) for (const node of membersIn(at)) addUse(at, node, found);
  return { found, isKept };
}

/** What was found, in words of facts by file: to be asked for when it is known what is doubtful. Whose callers all stay stays as it is. */
export function standIns({ found, isKept }: FoundStandIns): ReadonlyMap<string, readonly StandIn[]> {
  const byFile = new Map<string, StandIn[]>();
  for (const [shape, { places }] of found)
    if (isLeftToOthers([...places.values()], isKept)) shape.standsFor = undefined;
  for (const [shape, { role, places }] of found) {
    const node = standInNode(shape);
    const unit = unitOfStandIn(shape);
    if (!node || !unit) continue;
    const uses = [...places.values()].map((place) => ({ node: siteOf(place), stays: stays(place, isKept) }));
    const standIn = { node, role, unit, uses, ...assignedTo(shape) };
    byFile.set(shape.file, [...(byFile.get(shape.file) ?? []), standIn]);
  }
  return byFile;
}

/** The code that is tried goes on calling it by the old names, as where its tracer is one that stays. */
function isLeftToOthers(places: readonly Place[], isKept: IsKept): boolean {
  const ofCode = places.filter(({ at }) => !isTestFile(at.file.source.path));
  return ofCode.length > 0 && ofCode.every((place) => stays(place, isKept));
}

function assignedTo(shape: Shape): Pick<StandIn, 'assigned' | 'firstAssigned' | 'companions'> {
  const assigned = shape.assigned.filter(({ path }) => path === shape.file);
  const others = new Set(assigned.flatMap(({ shapes }) => shapes.filter((other) => other !== shape)));
  const firstAssigned = assigned.filter(({ shapes }) => shapes.find(({ standsFor }) => standsFor) === shape);
  return { assigned, firstAssigned, companions: [...others].flatMap((other) => unitOfStandIn(other) ?? []) };
}

/** What moves or stays with a double; undefined for what is none. */
export function unitOfStandIn(shape: Shape): Unit | undefined {
  const node = shape.standsFor && standInNode(shape);
  return node && { id: `double ${shape.file}@${node.start}`, kind: 'expression', name: 'the double' };
}

function membersIn(at: Context): readonly Member[] {
  const members = at.nodes('MemberExpression', 'OptionalMemberExpression').map((node) => ({ node }));
  return members.sort(byPlace).map(({ node }) => node);
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

/** A place where a method of a double is called or read. */
interface Place {
  readonly at: Context;
  readonly node: Member;
  readonly receiver: Slot;
}

/** What an object stands in for, and whether code that is no test goes on calling it by OpenTracing's names. */
interface Found {
  readonly role: Role;
  readonly uses: 'stay' | 'move' | undefined;
  readonly places: Map<Member, Place>;
}

/** The doubles of a project, and what is kept as it is. */
export interface FoundStandIns {
  readonly found: ReadonlyMap<Shape, Found>;
  readonly isKept: IsKept;
}

/** What stands beside a role as the receiver of one of its methods. */
function collect(at: Context, node: Member, found: Map<Shape, Found>, isKept: IsKept): void {
  const slot = at.findSlot(node.object);
  if (slot === undefined || slot.tokens.size < 2) return;
  const role = roleIn(slot.tokens) ?? (isCalledOldWay(at, node) ? 'tracer' : undefined);
  if (role === undefined) return;
  for (const token of slot.tokens) {
    for (const shape of token instanceof Shape ? doublesIn(token, role) : []) {
      const use = useOf(at, node, slot, role, isKept);
      const { uses: known, places = new Map<Member, Place>() } = found.get(shape) ?? {};
      if (use !== undefined) places.set(node, { at, node, receiver: slot });
      found.set(shape, { role, uses: use === 'move' || known === 'move' ? 'move' : (use ?? known), places });
    }
  }
}

/** A double, and what it inherits from that is one: the methods that it is asked for may stand there. */
function doublesIn(shape: Shape, role: Role): readonly Shape[] {
  const parts = ancestryOf(shape, () => true).filter((one) => isStandIn(one, role));
  const isHeir = parts.length > 0 && !parts.includes(shape) && isOfTest(shape);
  return isHeir ? [shape, ...parts] : parts;
}

/** What a test calls on its own double. */
function addUse(at: Context, node: Member, found: ReadonlyMap<Shape, Found>): void {
  const receiver = at.findSlot(node.object);
  const name = memberName(node);
  if (receiver === undefined || name === undefined) return;
  for (const token of receiver.tokens) {
    for (const shape of token instanceof Shape ? ancestryOf(token, () => true) : []) {
      const double = found.get(shape);
      if (double && isCalled(at, node) && hasMethod(double.role, name)) double.places.set(node, { at, node, receiver });
    }
  }
}

function isCalled(at: Context, node: Member): boolean {
  const call = at.parent(node);
  return call !== undefined && 'callee' in call && call.callee === node;
}

function siteOf({ at, node }: Place): t.Node {
  return (isCalled(at, node) ? at.parent(node) : undefined) ?? node;
}

/** Asked when it is known of all doubles that they are. */
function stays({ at, node, receiver }: Place, isKept: IsKept): boolean {
  const { path } = at.file.source;
  return isKept(path, node) || rivalOf(receiver, memberName(node) ?? '', path) !== undefined;
}

/** Of a tracer that has moved already, by code that has still to move. */
function isCalledOldWay(at: Context, node: Member): boolean {
  const call = at.parent(node);
  return call !== undefined && at.graph.oldCalls.has(call);
}

function useOf(at: Context, node: Member, receiver: Slot, role: Role, isKept: IsKept): Found['uses'] {
  const { path } = at.file.source;
  const name = memberName(node);
  if (name === undefined || isTestFile(path) || !hasMethod(role, name)) return undefined;
  return isKept(path, node) || rivalOf(receiver, name, path) !== undefined ? 'stay' : 'move';
}

function roleIn(tokens: Iterable<Token>): Role | undefined {
  for (const token of tokens) if (token.kind === 'role') return token.role;
  return undefined;
}

function isStandIn(shape: Shape, role: Role): boolean {
  if (!isOfTest(shape)) return false;
  // What answers to the new name of each method that has one as well needs no other.
  const names = Object.keys(methodsOf(role)).filter((name) => has(shape, name));
  const succeeded = names.filter((name) => spanSuccessors.has(name));
  return (succeeded.length > 0 ? succeeded : names).some((name) => !has(shape, spanSuccessors.get(name) ?? ''));
}

function isOfTest(shape: Shape): boolean {
  return isTestFile(shape.file) && standInNode(shape) !== undefined;
}

/** What a test has written for a span that answers to the new name of a method beside the old one, by which it goes on asking. */
export function isBetween(token: Token, name: string): boolean {
  if (!(token instanceof Shape) || !isTestFile(token.file)) return false;
  return has(token, name) && has(token, spanSuccessors.get(name) ?? '');
}

function has(shape: Shape, name: string): boolean {
  return shape.fields.has(name) && (hasOwn(shape, name) || shape.assigned.some((member) => member.name === name));
}

function hasOwn({ node }: Shape, name: string): boolean {
  const members = node?.type === 'ObjectExpression' ? node.properties : node?.type === 'ClassBody' ? node.body : [];
  return members.some(
    (member) => 'key' in member && keyName(member.key, 'computed' in member && member.computed) === name,
  );
}

/** A class's instances stand at its body. */
function standInNode({ node, kind }: Shape): StandIn['node'] | undefined {
  if (kind === 'double' && node?.type === 'CallExpression') return node;
  return node?.type === 'ObjectExpression' || node?.type === 'ClassBody' ? node : undefined;
}
