import type * as t from '@babel/types';
import { keeperOf } from '../../facts/lookups/keeper';
import type { Binding } from '../../facts/scopes/scope';
import type { CallSite } from '../../facts/types';
import { oncePerFile } from '../../parse/once-per-file';
import { type SourceFile, textOf } from '../../parse/source-file';
import { isWrapper, unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { TEXT_FORMATS } from '../context/format';
import { isStable } from '../syntax/expressions';
import { isGuarded, jumpsOut, nodesOfCall } from '../syntax/flow';
import { entriesOf } from '../syntax/object-entries';
import { listOf } from '../syntax/statements';
import { outermost, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';
import { makersIn } from './jaeger-made';
import { nameInJaeger } from './name-in-jaeger';

/** What the Zipkin codec of jaeger-client is told; the names are its own. */
export interface ZipkinOptions {
  readonly urlEncoding: boolean;
  readonly baggagePrefix: string | undefined;
}

/** The Zipkin codec by which all tracers of a file write and read headers. */
export interface ZipkinCodec {
  readonly options: ZipkinOptions;
  /** The formats that it is registered for. */
  readonly formats: ReadonlySet<string>;
  /** The calls that register it. */
  readonly calls: ReadonlySet<t.Node>;
  /** Those calls, and the variables that it was made in for them: what has no use without it. */
  readonly statements: readonly t.Statement[];
}

/** A call that registers the codec in one direction. */
interface Registration {
  readonly site: CallSite;
  readonly statement: t.Statement;
  readonly format: string;
  readonly options: ZipkinOptions;
  /** The variable that the codec was made in. */
  readonly binding: Binding | undefined;
}

const REGISTERS: ReadonlySet<string> = new Set(['tracer.registerInjector', 'tracer.registerExtractor']);

/** Gives a tracer a format of one's own. */
export function registersFormat({ member }: Pick<CallSite, 'member'>): boolean {
  return REGISTERS.has(member);
}

/**
 * The Zipkin codec of a file that makes tracers by jaeger-client: each of them is given it, in both directions, right where it is made. Undefined
 * where that is not seen, or where a format is registered that is another.
 */
export function zipkinCodecOf(context: FileContext): ZipkinCodec | undefined {
  return proofOf(context.source, context).codec;
}

// A value that may be missing is kept in an object.
const proofOf = oncePerFile((_source, context: FileContext) => ({ codec: proven(context) }));

function proven(context: FileContext): ZipkinCodec | undefined {
  const sites = context.facts.calls.filter(registersFormat);
  if (sites.length === 0) return undefined;
  const all = makersIn(context.facts).map((maker) => registrationsOf(context, maker));
  const registrations = all.flat();
  const [first] = registrations;
  const isWhole = all.every(hasBothDirections) && sites.length === registrations.length;
  if (!first || !isWhole || !registrations.every(({ options }) => isSame(options, first.options))) return undefined;
  const calls = new Set<t.Node>(registrations.map(({ site }) => site.node));
  const bindings = new Set(registrations.flatMap(({ binding }) => binding ?? []));
  const made = [...bindings].map((binding) => statementOfOnlyUse(context, binding, calls));
  if (made.includes(undefined)) return undefined;
  return {
    options: first.options,
    formats: new Set(registrations.map(({ format }) => format)),
    calls,
    statements: [...made.flatMap((one) => one ?? []), ...registrations.map(({ statement }) => statement)],
  };
}

export function isSame(one: ZipkinOptions, other: ZipkinOptions): boolean {
  return one.urlEncoding === other.urlEncoding && one.baggagePrefix === other.baggagePrefix;
}

/** In a direction that is not spoken of, a tracer of jaeger-client keeps the headers that it has by itself. */
function hasBothDirections(registrations: readonly Registration[]): boolean {
  const formatsOf = (member: string) =>
    new Set(registrations.filter(({ site }) => site.member === member).map(({ format }) => format));
  const [written, read] = [formatsOf('tracer.registerInjector'), formatsOf('tracer.registerExtractor')];
  return written.size > 0 && written.size === read.size && [...written].every((format) => read.has(format));
}

/** What the tracer of a call is given in the same run of statements, whatever happens. */
function registrationsOf(context: FileContext, { node }: CallSite): readonly Registration[] {
  const { source } = context;
  const keeper = keeperOf(source.parents, node);
  const statement = statementOf(source, node);
  const list = statement && listOf(source, statement);
  if (!keeper || !list || !isStable(keeper)) return [];
  const after = list.slice(list.indexOf(statement) + 1);
  const found = after.map((one) => registrationBy(context, one, keeper));
  const last = found.findLastIndex((one) => one !== undefined);
  const between = after.slice(0, last + 1).filter((_one, index) => found[index] === undefined);
  const isCertain = !mayStop(source, statement, between) && !isSetIn(context, between, keeper);
  return isCertain ? found.flatMap((one) => one ?? []) : [];
}

/** The statement of a block that keeps what a call makes, whatever it depends on; not that of a `case`, which another may run into. */
function statementOf({ parents }: SourceFile, node: t.Node): t.Statement | undefined {
  for (let at: t.Node = node, parent = parents.get(at); parent; at = parent, parent = parents.get(at)) {
    if (parent.type === 'ExpressionStatement' || parent.type === 'VariableDeclaration') {
      const outer = parents.get(parent);
      if (outer?.type === 'ExportNamedDeclaration') return outer;
      return outer?.type === 'SwitchCase' ? undefined : parent;
    }
    const isKept =
      (parent.type === 'VariableDeclarator' && parent.init === at) ||
      (parent.type === 'AssignmentExpression' && parent.right === at && parent.operator === '=');
    if (!isKept && !isWrapper(parent)) return undefined;
  }
  return undefined;
}

/** Whether the statements between may leave the tracer without its codec, for good or for a while. */
function mayStop(source: SourceFile, maker: t.Statement, between: readonly t.Statement[]): boolean {
  if (jumpsOut(between)) return true;
  const asks = isGuarded(source, maker) ? /^(?:Return|Throw|Await|Yield|Call|OptionalCall)/ : /^(?:Return|Await|Yield)/;
  return [...nodesOfCall(between)].some(({ type }) => asks.test(type));
}

function isSetIn(context: FileContext, statements: readonly t.Statement[], keeper: t.Node): boolean {
  return [...nodesOfCall(statements)].some(
    (node) => node.type === 'AssignmentExpression' && isSamePlace(context, node.left, keeper),
  );
}

/** `tracer.registerInjector(FORMAT_HTTP_HEADERS, codec);` of the tracer that is kept there. */
function registrationBy(context: FileContext, statement: t.Statement, keeper: t.Node): Registration | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined;
  const site = siteOf(context, statement.expression);
  if (!site?.receiver || !registersFormat(site) || site.node.type !== 'CallExpression') return undefined;
  const [format, codec, ...more] = plainArguments(site.node) ?? [];
  if (!format || !codec || more.length > 0 || !isSamePlace(context, site.receiver, keeper)) return undefined;
  const name = context.facts.stringOf(unwrap(format));
  const made = codecFrom(context, codec);
  if (name === undefined || !TEXT_FORMATS.has(name) || !made) return undefined;
  return { site, statement, format: name, ...made };
}

function isSamePlace({ facts, source }: FileContext, one: t.Node, other: t.Node): boolean {
  const [left, right] = [unwrap(one), unwrap(other)];
  if (left.type === 'Identifier' && right.type === 'Identifier') {
    const binding = facts.scopes.bindingOf(left);
    return binding !== undefined && binding === facts.scopes.bindingOf(right);
  }
  return left.type === right.type && isStable(left) && textOf(source, left) === textOf(source, right);
}

/** `new ZipkinB3TextMapCodec({ ... })`, or the variable that it is made in. */
function codecFrom(context: FileContext, node: t.Node): Pick<Registration, 'options' | 'binding'> | undefined {
  const inner = unwrap(node);
  const binding = inner.type === 'Identifier' ? context.facts.scopes.bindingOf(inner) : undefined;
  const { declaration, reassigned, identifier } = binding ?? {};
  const isMadeThere = declaration?.type === 'VariableDeclarator' && declaration.id === identifier && !reassigned;
  const made = isMadeThere && declaration.init ? unwrap(declaration.init) : inner;
  if (made.type !== 'NewExpression') return undefined;
  if (nameInJaeger(context.facts, made.callee) !== 'ZipkinB3TextMapCodec') return undefined;
  const options = optionsOf(context, plainArguments(made));
  return options && { options, binding };
}

/** What a header may begin with, as people write it. */
const PREFIX = /^[\w.-]*$/;

/** The options as they are written; undefined where one is not seen, or is the codec's alone. */
function optionsOf(context: FileContext, given: readonly t.Expression[] = []): ZipkinOptions | undefined {
  const [literal, ...more] = given;
  if (literal === undefined) return { urlEncoding: false, baggagePrefix: undefined };
  if (literal.type !== 'ObjectExpression' || more.length > 0) return undefined;
  const entries = entriesOf(context, literal);
  const values = new Map(entries.map(({ key, value }) => [key, unwrap(value)]));
  const isKnown = entries.length === literal.properties.length && values.size === entries.length;
  if (!isKnown || ![...values.keys()].every((key) => key === 'urlEncoding' || key === 'baggagePrefix'))
    return undefined;
  const [encoding, prefix] = [values.get('urlEncoding'), values.get('baggagePrefix')];
  const text = prefix && context.facts.stringOf(prefix);
  if (encoding && encoding.type !== 'BooleanLiteral') return undefined;
  if (prefix && (text === undefined || !PREFIX.test(text))) return undefined;
  return { urlEncoding: encoding?.value === true, baggagePrefix: text || undefined };
}

/** The statement that makes the codec, if nothing but the given calls ever asks for it. */
function statementOfOnlyUse(
  { source }: FileContext,
  { declaration, identifier, references }: Binding,
  calls: ReadonlySet<t.Node>,
): t.Statement | undefined {
  const statement = source.parents.get(declaration);
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined;
  if (!listOf(source, statement)) return undefined;
  const uses = references.filter(({ node }) => node !== identifier);
  const isGiven = ({ node }: (typeof uses)[number]) => calls.has(outermost(source, node).parent ?? node);
  return uses.every(isGiven) ? statement : undefined;
}
