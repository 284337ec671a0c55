import type * as t from '@babel/types';
import type { Role } from '../catalog/opentracing-api';
import { holdsRemark } from '../catalog/remark';
import { isTestFile } from '../catalog/test-files';
import { isFunction } from '../parse/functions';
import { rangeOf } from '../parse/source-file';
import type { TypeOracle } from '../types-oracle/type-oracle';
import type { Heir } from './annotations/heirs';
import { findOldOptions } from './by-use/old-options';
import { byPlace, type Context } from './constraints/context';
import { stringOf, stringsOf } from './constraints/strings';
import { factOfSlot } from './flow/facts-of-slots';
import { once, oncePerKey } from './flow/once';
import { unseenBeside } from './flow/rivals';
import type { Slot } from './flow/slot';
import { Shape, type Token } from './flow/tokens';
import { contains, type Implementations, type TextRange } from './implementations/implementations';
import { isBetween, unitOfStandIn } from './implementations/stand-ins';
import { tracerPackageOf } from './implementations/tracer-packages';
import { functionsOf } from './lookups/functions-of';
import { signaturesOf } from './lookups/signatures-of';
import { mergedBy } from './options/merges';
import { objectsOf } from './options/objects';
import { UnknownValues } from './options/unknown-values';
import type { CallSite, Fact, FileFacts, StandIn, Suspect, TracerPackage, Unit } from './types';
import { fieldOf, unitOf } from './units';
import { borrowedCalls } from './verdicts/borrowed-calls';
import { judgeCall } from './verdicts/call-sites';
import { importSites, speakerSites, typeReferences, valueReferences } from './verdicts/mentions';
import { methodReads } from './verdicts/method-reads';
import { movedReplacements } from './verdicts/moved-replacements';
import { ownCalls, type Users, usersOf } from './verdicts/own-calls';
import { namesSpan, suspectCall } from './verdicts/suspects';
import type { WrittenTypes } from './written';

/** What the calls of one file turned out to be. */
interface Judged {
  readonly at: Context;
  readonly calls: readonly CallSite[];
  /** Calls whose receiver may be something else as well. */
  readonly unions: readonly Suspect[];
  /** Calls of whose receiver nothing is known, or that are of a class that stays. */
  readonly unresolved: readonly Suspect[];
}

/** What was found of the project as a whole. */
interface Found {
  readonly implementations: Implementations;
  readonly packages: readonly TracerPackage[];
  /** What stands in for the real thing, by file. */
  readonly mocks: ReadonlyMap<string, readonly StandIn[]>;
  readonly described: readonly Shape[];
  readonly implementedHeirs: readonly Heir[];
}

/** Puts the solved graph into words, file by file. */
export function describeFiles(
  contexts: readonly Context[],
  { implementations, packages, mocks, described, implementedHeirs }: Found,
  oracle: TypeOracle | undefined,
  written: WrittenTypes,
): Map<string, FileFacts> {
  const judged = contexts.map(judgeFile);
  const uses = judged.some(({ at, calls }) => calls.length > 0 || isRemarked(at));
  const users = once(() => usersOf(files.values()));
  const unknowns = new UnknownValues(contexts);
  const oldOptions = findOldOptions(contexts);
  const isReplacedInMoved = movedReplacements(contexts);
  const files: Map<string, FileFacts> = new Map(
    judged.map((file) => {
      const { path } = file.at.file.source;
      const ownImplementations = [...implementations.values()].filter((implementation) => implementation.path === path);
      const own = {
        implementations: ownImplementations,
        standIns: mocks.get(path) ?? [],
        tracerPackage: tracerPackageOf(path, packages),
        oldOptions: oldOptions.get(path) ?? [],
        describedSpans: described.flatMap(({ file, node }) => (file === path && node ? [node] : [])),
        implementedHeirs: implementedHeirs.flatMap(({ file, node }) => (file === path ? [node] : [])),
      };
      return [
        path,
        fileFacts(file, { uses, users, oracle, written, implementations, unknowns, isReplacedInMoved }, own),
      ];
    }),
  );
  return files;
}

/** An earlier run has left a reason there: what it spoke of may be all that is left of OpenTracing, and has to be told as long as it is. */
function isRemarked({ file: { source } }: Context): boolean {
  return holdsRemark(source.text);
}

function judgeFile(at: Context): Judged {
  const calls: CallSite[] = [];
  const unions: Suspect[] = [];
  const unresolved: Suspect[] = [];
  for (const node of at.nodes('CallExpression', 'OptionalCallExpression', 'NewExpression')) {
    const verdict = judgeCall(at, node, (receiver) => unitOf(at, receiver));
    if (verdict?.kind === 'site') calls.push(verdict.site);
    else if (verdict?.kind === 'suspect') unions.push(verdict.suspect);
    else if (node.type !== 'NewExpression') {
      const suspect = suspectCall(at, node);
      if (suspect !== undefined) unresolved.push(suspect);
    }
  }
  return { at, calls: calls.sort(byPlace), unions: unions.sort(byPlace), unresolved: unresolved.sort(byPlace) };
}

/** What is known beside a file. */
interface Surroundings {
  /** Whether anything in the project is proven to be OpenTracing's, or was when an earlier run left a comment, so that what only looks like it deserves a word. */
  readonly uses: boolean;
  readonly users: () => Users;
  readonly oracle: TypeOracle | undefined;
  readonly written: WrittenTypes;
  readonly implementations: Implementations;
  readonly unknowns: UnknownValues;
  /** Whether a test that has moved earlier replaces the method that is called. */
  readonly isReplacedInMoved: (at: Context, call: t.Node) => boolean;
}

function fileFacts(
  { at, calls, unions, unresolved }: Judged,
  { uses, users, oracle, written, implementations, unknowns, isReplacedInMoved }: Surroundings,
  own: Pick<
    FileFacts,
    'implementations' | 'standIns' | 'tracerPackage' | 'describedSpans' | 'implementedHeirs' | 'oldOptions'
  >,
): FileFacts {
  const { source, scopes } = at.file;
  const imports = importSites(at);
  // An implementation is reported as a whole; what it does inside is its own business.
  const bodies = own.implementations.flatMap((implementation) => implementation.bodies);
  const isOutside = (range: TextRange) => !bodies.some((body) => contains(body, range));
  const outside = <T extends { readonly node: t.Node }>(items: readonly T[]) =>
    items.filter(({ node }) => isOutside(node));
  const concerned = calls.length > 0 || unions.length > 0 || imports.length > 0 || isRemarked(at);
  const isBelieved = (suspect: Suspect) =>
    concerned || suspect.reason === 'derived' || suspect.isGuarded || (uses && namesSpan(suspect));
  const suspects = [...unions, ...unresolved.filter(isBelieved)];
  return {
    source,
    scopes,
    calls: outside(calls),
    values: outside(valueReferences(at)),
    types: typeReferences(at).filter(isOutside),
    imports,
    speakers: speakerSites(at),
    suspects: outside(suspects),
    borrowed: outside(borrowedCalls(at)),
    reads: outside(methodReads(at, (node) => unitOf(at, node))),
    ...own,
    ownCalls: () => outside(ownCalls(at, users(), new Set([...calls, ...suspects].map(({ node }) => node)))),
    factOf: factsOf(at),
    mayBeUnknown: (node) => unknowns.mayReach(at, node, false),
    mayBeUnknownOrMissing: (node) => unknowns.mayReach(at, node, true),
    unitOf: (node) => unitOf(at, node),
    fieldOf: (property) => fieldOf(at, property),
    objectsOf: (node) => objectsOf(at, node),
    isArray: (node) => isArray(at, node),
    functionsOf: (callee) => functionsOf(at, callee),
    mergedBy: (call) => mergedBy(at, call),
    signaturesOf: (call) => signaturesOf(at, call),
    isOwnTracer: (node) => isOwnTracer(at, node, implementations),
    ownBeside: (place, role) => ownBeside(at, place, role, implementations),
    packageBeside: (place, role) => packageBeside(at, place, role),
    isReplaced: (call) => isReplaced(at, call) || isReplacedInMoved(at, call),
    isDoubtfulCast: (node) => at.graph.doubtfulCasts.has(node),
    isClassDouble: (call) => at.graph.classDoubles.has(call),
    standInsAt: (node) => standInsAt(at, node),
    isBetween: (node, method) => at.findSlot(node)?.tokens.some((token) => isBetween(token, method)) ?? false,
    isOfDouble: (call) => isOfDouble(at, call),
    stringOf: (node) => stringOf(at, node),
    stringsOf: (node) => stringsOf(at, node),
    writtenValueOf: oncePerKey((node) => written.valueOf(at.file, node)),
    typedValueOf: oncePerKey((node) => oracle?.valueAt({ path: source.path, ...rangeOf(node) })),
  };
}

/** Asked of every name of a project, by several rules. Nothing comes to most, and all that mention a variable share its slot. */
function factsOf(at: Context): (node: t.Node) => Fact | undefined {
  const factIn = oncePerKey((slot: Slot) => factOfSlot(slot, at.file.source.path));
  return (node) => {
    const slot = at.findSlot(target(node));
    return slot === undefined || slot.tokens.size === 0 ? undefined : factIn(slot);
  };
}

function isArray(at: Context, node: t.Node): boolean {
  const tokens = [...(at.findSlot(node)?.tokens ?? [])];
  return tokens.length > 0 && tokens.every((token) => token instanceof Shape && token.kind === 'array');
}

function isOwnTracer(at: Context, node: t.Node, implementations: Implementations): boolean {
  const tokens = [...(at.findSlot(node)?.tokens ?? [])];
  const isOwn = tokens.some((token) => token instanceof Shape && implementations.get(token)?.role === 'tracer');
  return isOwn && !tokens.some(({ kind }) => kind === 'role');
}

/** What a test makes itself stands in for the real thing, and says nothing of it; an abstract class stands for any tracer. */
function ownBeside(at: Context, place: t.Node, role: Role, implementations: Implementations) {
  const own = [...(givenAt(at, place)?.tokens ?? [])].flatMap((token) =>
    token instanceof Shape && !token.isAbstract ? (implementations.get(token) ?? []) : [],
  );
  return own.find((implementation) => implementation.role === role && !isTestFile(implementation.path));
}

function packageBeside(at: Context, place: t.Node, role: Role): string | undefined {
  const given = givenAt(at, place);
  return given && unseenBeside(given, role)?.package;
}

/** What a variable or field may hold, or a function give. */
function givenAt(at: Context, place: t.Node): Slot | undefined {
  return isFunction(place) ? at.graph.functions.get(place)?.returned : at.findSlot(place);
}

/** What it gives is a test's, and what it is called on is not; or that is a double which answers to any name. */
function isReplaced(at: Context, call: t.Node): boolean {
  const given = [...(at.findSlot(call)?.tokens ?? [])];
  const isOfType = receiversOf(at, call).some(
    (token) => token instanceof Shape && token.node !== null && at.graph.typeDoubles.has(token.node),
  );
  if (isOfType) return true;
  return given.some((token) => token instanceof Shape && token.standsFor === 'span') && !isOfDouble(at, call);
}

function isOfDouble(at: Context, call: t.Node): boolean {
  return receiversOf(at, call).some((token) => token instanceof Shape && isTestFile(token.file));
}

function receiversOf(at: Context, call: t.Node): readonly Token[] {
  if (!('callee' in call) || !('object' in call.callee)) return [];
  return [...(at.findSlot(call.callee.object)?.tokens ?? [])];
}

function standInsAt(at: Context, node: t.Node): Unit[] {
  const tokens = [...(at.findSlot(target(node))?.tokens ?? [])];
  return tokens.flatMap((token) => (token instanceof Shape ? (unitOfStandIn(token) ?? []) : []));
}

/** A parameter with a default or a modifier is asked for by its name. */
function target(node: t.Node): t.Node {
  if (node.type === 'AssignmentPattern') return node.left;
  if (node.type === 'TSParameterProperty') return target(node.parameter);
  return node.type === 'VariableDeclarator' ? node.id : node;
}
