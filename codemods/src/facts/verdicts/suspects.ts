import type * as t from '@babel/types';
import { methods } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import { isCall, type PlainCall } from '../../parse/calls';
import { isMember } from '../../parse/members';
import { callOn, memberOn } from '../../parse/uses';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import { ancestryOf } from '../flow/ancestry';
import { answers, isInherited } from '../flow/rivals';
import { Shape, type ShapeKind, type SuccessorToken } from '../flow/tokens';
import { declaredMember } from '../lookups/declared-member';
import { functionsOf } from '../lookups/functions-of';
import { handsOverFormat } from '../lookups/handed-format';
import { unfoundModuleOf } from '../lookups/unfound-modules';
import type { Binding } from '../scopes/scope';
import type { Suspect } from '../types';
import { isOfAnother } from './foreign-arguments';

/** Methods that, in code that concerns tracing, hardly anything else has. */
const SPAN_ONLY: ReadonlySet<string> = new Set([
  'setTag',
  'addTags',
  'logEvent',
  'setOperationName',
  'setBaggageItem',
  'getBaggageItem',
  'startSpan',
]);
/** Methods that other things have too: they count on receivers that are called like a span or a tracer. */
const COMMON: ReadonlySet<string> = new Set([
  'finish',
  'log',
  'inject',
  'extract',
  'context',
  'tracer',
  'toTraceId',
  'toSpanId',
]);
/** All that objects of OpenTracing's have. */
const ALL: ReadonlySet<string> = new Set(Object.values(methods).flatMap((members) => Object.keys(members)));
const SPAN_LIKE = /span|trac(?:er|ing)$/i;

/** A call that looks like OpenTracing's, of whose receiver nothing is known, or which is one of a class that stays. */
export function suspectCall(at: Context, node: t.CallExpression | t.OptionalCallExpression): Suspect | undefined {
  const method = methodOf(node);
  if (method === undefined) return undefined;
  if (isOfHeir(at, node.callee, method)) return { node, method, reason: 'derived' };
  if (!(looksLike(at, method, node.callee) || looksRecorded(at, node)) || isOfAnother(method, node.arguments))
    return undefined;
  if (!('object' in node.callee)) return undefined;
  const receiver = node.callee.object as t.Node;
  if (handsOverFormat(at, node) ? isAnswered(at, receiver, method) : isOfProject(at, node.callee, method))
    return undefined;
  if (hasMoved(at, receiver)) return { node, method, reason: 'moved' };
  return {
    node,
    method,
    reason: 'unresolved',
    from: unfoundModuleOf(at, receiver),
    isGuarded: isGuarded(at, receiver),
  };
}

/** Something else has a method of that name, and this is it. */
function isOfProject(at: Context, callee: t.Node & { object: t.Node }, method: string): boolean {
  return isOwn(at, callee.object, method) || isWrapper(at, callee);
}

/**
 * `service.tracer.extract(FORMAT_HTTP_HEADERS, headers)` means something to a tracer alone, so only what has the method by that name, and
 * not what is reached by a key that is not known, tells that another is called.
 */
function isAnswered(at: Context, receiver: t.Node, method: string): boolean {
  for (const token of at.findSlot(receiver)?.tokens ?? []) {
    if (token.kind === 'stranger' || (token.kind === 'successor' && hasMethod(token, method))) return true;
    if (!(token instanceof Shape) || standsIn(at, token)) continue;
    if (answers(token, method) || declares(token, method)) return true;
  }
  return false;
}

/** A method that a class of the project has from OpenTracing's class. */
function isOfHeir(at: Context, callee: t.Node, method: string): boolean {
  if (!('object' in callee) || !ALL.has(method) || callee.object.type === 'Super') return false;
  for (const token of at.findSlot(callee.object)?.tokens ?? [])
    if (token instanceof Shape && token.kind === 'instance' && isInherited(token, method)) return true;
  return false;
}

/** Called on something that is named like a span or a tracer: believed even where the file has nothing else of OpenTracing. */
export function namesSpan({ node }: Suspect): boolean {
  return 'object' in node.callee && SPAN_LIKE.test(nameOf(node.callee.object as t.Node));
}

/** Whether hardly anything else has a method of that name. */
export function isSpanMethod(name: string): boolean {
  return SPAN_ONLY.has(name);
}

/** Whether OpenTracing has a method of that name, and other things too. */
export function isCommonMethod(name: string): boolean {
  return COMMON.has(name);
}

function looksLike(at: Context, method: string, callee: t.Node): boolean {
  if (isSpanMethod(method)) return true;
  if (!isCommonMethod(method) || !('object' in callee)) return false;
  const receiver = callee.object as t.Node;
  const { asSpan, asOther } = usesOf(at, receiver);
  return asSpan || (SPAN_LIKE.test(nameOf(receiver)) && !asOther) || isGuarded(at, receiver);
}

/** `server.tracer.report()` in a test: what a MockTracer has seen, asked for where it was handed to. */
function looksRecorded(at: Context, { callee, arguments: given }: PlainCall): boolean {
  if (!('object' in callee) || given.length > 0 || nameOf(callee) !== 'report') return false;
  return isTestFile(at.file.source.path) && SPAN_LIKE.test(nameOf(callee.object as t.Node));
}

/** Whether a type guard of the project takes a variable for something of OpenTracing's: `isSpan(one)`, for `(value): value is Span`. */
function isGuarded(at: Context, receiver: t.Node): boolean {
  return usesOf(at, receiver).given.some(
    ({ callee }) => functionsOf(at, callee)?.some((fn) => tellsOpenTracing(at, fn.node.returnType)) ?? false,
  );
}

/** How a variable is used, as far as the text says it. */
interface Uses {
  /** A method is called on it that hardly anything else has. */
  readonly asSpan: boolean;
  /** A method of OpenTracing's name is given what that does not take. */
  readonly asOther: boolean;
  /** The calls that it is given to. */
  readonly given: readonly t.CallExpression[];
}

const NO_USES: Uses = { asSpan: false, asOther: false, given: [] };
const known = new WeakMap<Binding, Uses>();

function usesOf(at: Context, receiver: t.Node): Uses {
  const binding = receiver.type === 'Identifier' ? at.file.scopes.bindingOf(receiver) : undefined;
  if (binding === undefined) return NO_USES;
  const uses = known.get(binding) ?? findUses(at, binding);
  known.set(binding, uses);
  return uses;
}

function findUses(at: Context, { references }: Binding): Uses {
  const calls = references.flatMap(({ node }) => calledOn(at, node) ?? []);
  const isOther = (call: PlainCall) => isOfAnother(methodOf(call) ?? '', call.arguments);
  return {
    asSpan: calls.some((call) => isSpanMethod(methodOf(call) ?? '') && !isOther(call)),
    asOther: calls.some(isOther),
    given: references.flatMap(({ node }) => {
      const call = at.parent(node);
      return call?.type === 'CallExpression' && call.callee !== node ? [call] : [];
    }),
  };
}

/** A predicate whose type is one of OpenTracing's; it stands in another file for the most part. */
function tellsOpenTracing(at: Context, type: t.Node | null | undefined): boolean {
  const predicate = type?.type === 'TSTypeAnnotation' ? type.typeAnnotation : undefined;
  const told = predicate?.type === 'TSTypePredicate' ? predicate.typeAnnotation?.typeAnnotation : undefined;
  return told !== undefined && [...(at.findSlot(told)?.tokens ?? [])].some(({ kind }) => kind === 'role');
}

/** The call of a method of what an expression is. */
function calledOn(at: Context, node: t.Node): PlainCall | undefined {
  const member = memberOn(at.file.source, node);
  return member && callOn(at.file.source, member);
}

function nameOf(node: t.Node): string {
  if (node.type === 'Identifier') return node.name;
  if (isMember(node)) return nameOf(node.property);
  return isCall(node) ? (entryName(node) ?? nameOf(node.callee)) : '';
}

/** `ctx.get('span')` is called like what it gives. */
function entryName({ callee, arguments: [key] }: PlainCall): string | undefined {
  const takes = 'property' in callee && TAKES_AN_ENTRY.test(nameOf(callee.property as t.Node));
  return takes && key?.type === 'StringLiteral' ? key.value : undefined;
}

const TAKES_AN_ENTRY = /^get(?:Metadata|Item|Value|Property)?$/;

function hasMoved(at: Context, receiver: t.Node): boolean {
  for (const token of at.findSlot(receiver)?.tokens ?? []) if (token.kind === 'successor') return true;
  return false;
}

/** Whether what comes from OpenTelemetry has the method: another is called on the wrong thing. */
function hasMethod({ of }: SuccessorToken, method: string): boolean {
  return of === 'propagation' ? method === 'inject' || method === 'extract' : method === 'startSpan';
}

/** Something of the project, or of another tracing library, which we know not to be OpenTracing's. */
function isOwn(at: Context, receiver: t.Node, method: string): boolean {
  const slot = at.findSlot(receiver);
  if (slot === undefined) return false;
  for (const token of slot.tokens) {
    if (token.kind === 'stranger' || (token.kind === 'successor' && hasMethod(token, method))) return true;
    if (!(token instanceof Shape) || CONTAINERS.has(token.kind)) continue;
    // An interface of the project that declares the method is a wrapper; any other says nothing about it.
    if (token.kind === 'type' ? declares(token, method) : !standsIn(at, token)) return true;
  }
  return false;
}

/** Whether a type of the project, or one that it extends, says that there is such a method. */
function declares(type: Shape, method: string): boolean {
  return ancestryOf(type, () => true).some(({ kind, node, callables, fields }) => {
    if (kind !== 'type' || callables.has(method)) return callables.has(method);
    const isWritten = node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeLiteral';
    // Of any other there is only what has been asked for as well.
    return isWritten ? declaredMember(node, method) !== undefined : fields.has(method);
  });
}

/** What holds things has none of the methods; what it holds may. */
const CONTAINERS: ReadonlySet<ShapeKind> = new Set<ShapeKind>(['array', 'map', 'set', 'promise']);

/** A method of the project on an object of which no more is known: what a framework adds to its own. */
function isWrapper(at: Context, callee: t.Node): boolean {
  const inTest = isTestFile(at.file.source.path);
  return functionsOf(at, callee)?.every(({ file }) => inTest || !isTestFile(file)) ?? false;
}

/** What a test passes to the code that it tries stands in for something real. */
function standsIn(at: Context, { file }: Shape): boolean {
  return isTestFile(file) && !isTestFile(at.file.source.path);
}
