import type * as t from '@babel/types';
import { type Edit, insert, remove, replace } from '../../edit/edit';
import { eolOf } from '../../edit/style';
import type { ImportSite } from '../../facts/types';
import { exportedName } from '../../parse/exported-name';
import { memberName, propertyName } from '../../parse/key-name';
import { rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { goesWithCodec } from './carried-codec';
import { opentracingOfJaeger } from './opentracing-of-jaeger';

/** The names of jaeger-client that the created module has too. */
const carried = new Set(['initTracer', 'initTracerFromEnv', 'TracingConfig', 'TracingOptions', 'JaegerTracer']);

/** One name that an import takes from a package. */
interface TakenName {
  readonly name: string;
  readonly node: t.Node;
}

/** What an import of jaeger-client takes, and how. */
export interface JaegerImport {
  readonly statement: t.Node;
  readonly specifier: t.StringLiteral;
  readonly names: readonly TakenName[];
  /** Those among the names that nothing asks for once the tracer is given no codec. */
  readonly leaving: readonly TakenName[];
  /** The identifier that holds the whole module, for `const jaeger = require(...)` and `import * as jaeger`. */
  readonly whole: t.Identifier | undefined;
  /** `jaeger` of `import jaeger from`, `default as jaeger` of braces: the created module has no default export. */
  readonly byDefault: t.ImportDefaultSpecifier | t.ImportSpecifier | undefined;
}

/** What is read of an import before it is asked which of the names leave. */
type Read = Omit<JaegerImport, 'leaving'>;

function readDeclaration(node: t.ImportDeclaration): Read {
  const byDefault = node.specifiers.find(isDefault);
  const names = node.specifiers.flatMap((specifier) => {
    if (specifier.type !== 'ImportSpecifier' || specifier === byDefault) return [];
    return { name: exportedName(specifier.imported), node: specifier };
  });
  const whole = byDefault ?? node.specifiers.find(({ type }) => type === 'ImportNamespaceSpecifier');
  return { statement: node, specifier: node.source, names, whole: whole?.local, byDefault };
}

function isDefault(specifier: t.Node): specifier is t.ImportDefaultSpecifier | t.ImportSpecifier {
  if (specifier.type === 'ImportDefaultSpecifier') return true;
  return specifier.type === 'ImportSpecifier' && exportedName(specifier.imported) === 'default';
}

function readRequire(source: SourceFile, call: t.CallExpression): Read | undefined {
  const [specifier] = call.arguments;
  const holder = source.parents.get(call);
  if (specifier?.type !== 'StringLiteral' || holder === undefined) return undefined;
  const base = { statement: holder, specifier, byDefault: undefined };
  const member = memberOf(holder, call);
  if (member) return { ...base, names: [member], whole: undefined };
  if (holder.type !== 'VariableDeclarator') return undefined;
  if (holder.id.type === 'Identifier') return { ...base, names: [], whole: holder.id };
  const statement = source.parents.get(holder);
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined;
  if (holder.id.type !== 'ObjectPattern') return undefined;
  const names = holder.id.properties.map((node) => ({ name: propertyName(node), node }));
  if (names.some(({ name }) => name === undefined)) return undefined;
  return { ...base, statement, names: names.map(({ name, node }) => ({ name: name ?? '', node })), whole: undefined };
}

/** `require('jaeger-client').initTracer`, for one of the names that the created module has too. */
function memberOf(holder: t.Node, call: t.Node): TakenName | undefined {
  if (holder.type !== 'MemberExpression' || holder.object !== call) return undefined;
  const name = memberName(holder);
  return name !== undefined && carried.has(name) ? { name, node: holder.property } : undefined;
}

/** Reads an import of jaeger-client; undefined for a form that is too unusual to rewrite. */
export function readJaegerImport(context: FileContext, { node }: ImportSite): JaegerImport | undefined {
  const read =
    node.type === 'ImportDeclaration'
      ? readDeclaration(node)
      : node.type === 'CallExpression'
        ? readRequire(context.source, node)
        : undefined;
  return read && { ...read, leaving: read.names.filter((name) => leaves(context, name)) };
}

function leaves(context: FileContext, { node }: TakenName): boolean {
  const local = node.type === 'ImportSpecifier' ? node.local : node.type === 'ObjectProperty' ? node.value : undefined;
  const { references = [] } = (local && context.facts.scopes.bindingOf(local)) ?? {};
  const uses = references.filter((one) => one.node !== local);
  return uses.length > 0 && uses.every((one) => goesWithCodec(context, one.node));
}

/** Splits the taken names into those that the created module carries and the others, but for those that leave. */
export function splitNames(taken: JaegerImport): { carried: readonly TakenName[]; staying: readonly TakenName[] } {
  return {
    carried: taken.names.filter(({ name }) => carried.has(name)),
    staying: taken.names.filter((one) => !carried.has(one.name) && !taken.leaving.includes(one)),
  };
}

/** True for a member of the whole module that the created module has too. */
export function isCarried(name: string): boolean {
  return carried.has(name);
}

function quoteOf(source: SourceFile, literal: t.StringLiteral): string {
  return source.text.charAt(rangeOf(literal).start);
}

function retarget(source: SourceFile, taken: JaegerImport, module: string): Edit[] {
  const quote = quoteOf(source, taken.specifier);
  const from = `${quote}${module}${quote}`;
  const { byDefault, statement, specifier } = taken;
  if (byDefault === undefined) return [...removeFromList(taken.names, taken.leaving), replace(specifier, from)];
  const whole = `* as ${byDefault.local.name} from ${from}`;
  const clause = { start: rangeOf(statement).start, end: rangeOf(specifier).end };
  const names = taken.names.filter((name) => !taken.leaving.includes(name));
  const named = names.map(({ node }) => textOf(source, node)).join(', ');
  if (named === '') return [replace(clause, `import ${whole}`)];
  // A namespace and names do not go together in one import.
  return [
    replace(
      clause,
      `import ${whole}${semicolonOf(source, statement)}${eolOf(source.text)}import { ${named} } from ${from}`,
    ),
  ];
}

function semicolonOf(source: SourceFile, statement: t.Node): string {
  return source.text.charAt(rangeOf(statement).end - 1) === ';' ? ';' : '';
}

/** Removes list elements with their commas: from the element's start to the next one's, or from the previous one's end. */
function removeFromList(all: readonly TakenName[], gone: readonly TakenName[]): Edit[] {
  return gone.map((name) => {
    const at = all.indexOf(name);
    const next = all[at + 1];
    if (next !== undefined) return remove({ start: rangeOf(name.node).start, end: rangeOf(next.node).start });
    const kept = all.slice(0, at).findLast((other) => !gone.includes(other));
    return remove({ start: kept ? rangeOf(kept.node).end : rangeOf(name.node).start, end: rangeOf(name.node).end });
  });
}

function splitEdits(source: SourceFile, taken: JaegerImport, module: string): Edit[] {
  const { carried: moved } = splitNames(taken);
  const quote = quoteOf(source, taken.specifier);
  const names = moved.map(({ node }) => textOf(source, node)).join(', ');
  const { end } = rangeOf(taken.statement);
  const semicolon = semicolonOf(source, taken.statement);
  const added =
    taken.statement.type === 'ImportDeclaration'
      ? `import { ${names} } from ${quote}${module}${quote}${semicolon}`
      : `const { ${names} } = require(${quote}${module}${quote})${semicolon}`;
  return [...removeFromList(taken.names, [...moved, ...taken.leaving]), insert(end, `${eolOf(source.text)}${added}`)];
}

/** Takes initTracer and its types from the created module; what it does not carry stays where it was. */
export function redirectImport(context: FileContext, taken: JaegerImport, module: string): Edit[] {
  const { source } = context;
  const { staying } = splitNames(taken);
  if (staying.length > 0) return splitEdits(source, taken, module);
  return [...retarget(source, taken, module), ...(opentracingOfJaeger(context, taken) ?? [])];
}
