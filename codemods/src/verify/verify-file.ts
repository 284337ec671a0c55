import type * as t from '@babel/types';
import { remarkedCode } from '../catalog/remark';
import { unbroken } from '../edit/block-comment';
import { isOfSpanMember } from '../facts/lookups/member-comments';
import { buildScopes } from '../facts/scopes/build';
import type { Scopes } from '../facts/scopes/scope';
import { isTracingModule } from '../imports/tracing-bindings';
import { parseSource } from '../parse/parse-source';
import type { ParseFailure, SourceFile } from '../parse/source-file';

/** A rewritten text that may be written, as it was read to find that out, or the reason why it may not. */
export type Verified =
  | { readonly ok: true; readonly file: SourceFile }
  | { readonly ok: false; readonly reason: string };

/** Checks a rewritten text against what it was made from: it parses, no comment is lost but those of an earlier run, and every name that it uses is there, once. */
export function verifyFile(before: SourceFile, globals: Scopes['globals'], text: string): Verified {
  const parsed = parseSource(before.path, text);
  if (!parsed.ok) return { ok: false, reason: whyUnread(parsed.failure) };
  const reason =
    lostComment(before, parsed.file) ?? unknownName(globals, parsed.file) ?? declaredTwice(before, parsed.file);
  return reason === undefined ? { ok: true, file: parsed.file } : { ok: false, reason };
}

/** Says that a result does not parse. */
export function whyUnread({ message, line, column }: ParseFailure): string {
  return `it does not parse any more (${message}, ${line}:${column} of the result)`;
}

function lostComment(before: SourceFile, after: SourceFile): string | undefined {
  const left = new Map<string, number>();
  for (const comment of after.ast.comments ?? []) left.set(textOf(comment), (left.get(textOf(comment)) ?? 0) + 1);
  for (const comment of before.ast.comments ?? []) {
    const text = textOf(comment);
    const count = left.get(text) ?? 0;
    if (count === 0 && !mayGo(before, comment)) return `the comment "${text.slice(0, 60)}" would be lost`;
    left.set(text, count - 1);
  }
  return undefined;
}

/** Remarks of an earlier run, and what speaks of a thing that goes. */
function mayGo(before: SourceFile, comment: t.Comment): boolean {
  return (
    remarkedCode(comment) !== undefined ||
    standsInTracingRequire(before, comment) ||
    standsAmongNames(before, comment) ||
    isOfSpanMember(before, comment)
  );
}

/** Without its indentation, which may change, its kind, and the tracing types that it names or imports, which move. */
function textOf({ value }: t.Comment): string {
  const named = value.replace(TRACING_IMPORTS, '@import ').replace(TRACING_TYPE, 'type');
  return unbroken(named.replaceAll(WITH_PARENT, 'type')).replace(/\s+/g, ' ').trim();
}

/** Of options that are passed on: their parent comes with them. */
const WITH_PARENT = 'type & { childOf?: type }';

const TRACING_IMPORTS = /(?:@import\s[^'"@]*\bfrom\s*['"](?:opentracing|@opentelemetry\/api)['"][\s*]*)+/g;

const TRACING_TYPE = /(?:import\(['"][^'"]*['"]\)\.|[\w$]+\.)?\b(?:Span|SpanContext|Context|Tracer|SpanOptions)\b/g;

/** What stands in a require of tracing goes with it. */
function standsInTracingRequire({ ast }: SourceFile, comment: t.Comment): boolean {
  return ast.program.body.some((statement) => isOneTracingRequire(statement) && holds(statement, comment));
}

/** What is said of one of several names that are imported, or taken out of an object, goes with the name. */
function standsAmongNames({ parents }: SourceFile, comment: t.Comment): boolean {
  for (const node of parents.keys()) if (listsNames(node, parents.get(node)) && holds(node, comment)) return true;
  return false;
}

function listsNames(node: t.Node, parent: t.Node | undefined): boolean {
  if (node.type === 'ImportDeclaration') return true;
  return node.type === 'ObjectPattern' && parent?.type === 'VariableDeclarator';
}

function holds(node: t.Node, comment: t.Comment): boolean {
  return (node.start ?? 0) < (comment.start ?? 0) && (comment.end ?? 0) < (node.end ?? 0);
}

function isOneTracingRequire(statement: t.Statement): boolean {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return false;
  return requiresTracing(statement.declarations[0]?.init);
}

/** `require('opentracing')`, and `require('jaeger-client').opentracing`. */
function requiresTracing(init: t.Expression | null | undefined): boolean {
  if (init?.type === 'MemberExpression') return init.object.type !== 'Super' && requiresTracing(init.object);
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require')
    return false;
  const [module] = init.arguments;
  return module?.type === 'StringLiteral' && isTracingModule(module.value);
}

/** Names that are there in every program, and that rewritten values use. */
const OF_THE_LANGUAGE = new Set(['JSON', 'String', 'Object', 'Error', 'Date', 'Reflect', 'undefined']);

function unknownName(before: Scopes['globals'], after: SourceFile): string | undefined {
  // A file that only exports may be the first to require something: its new import.
  const known = new Set([...before, ...OF_THE_LANGUAGE, ...(after.moduleKind === 'esm' ? [] : ['require'])]);
  const unknown = [...buildScopes(after).globals].find((name) => !known.has(name));
  return unknown === undefined ? undefined : `the name ${unknown} would be defined nowhere`;
}

/** The parser goes on after a name that is declared twice, as programs in want of a compiler do; no rewrite may add one. */
function declaredTwice(before: SourceFile, after: SourceFile): string | undefined {
  const [old, now] = [redeclarationsOf(before), redeclarationsOf(after)];
  return now > old ? 'a name would be declared twice' : undefined;
}

function redeclarationsOf({ ast }: SourceFile): number {
  // The parser adds to the tree what it went on after.
  const { errors = [] } = ast as t.File & { readonly errors?: readonly { readonly reasonCode?: string }[] };
  return errors.filter(({ reasonCode }) => reasonCode === 'VarRedeclaration').length;
}
