import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { keep, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import type { CallSite } from '../../facts/types';
import { isTypeScript, type Range, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { chainOf } from '../calls/chain';
import { hasComment, indentationAt, lineStart } from '../syntax/layout';
import { nameFor } from '../syntax/name-for';
import { statementBreak } from '../syntax/statement-break';
import { listOf } from '../syntax/statements';
import { calleeOf, isRepeatable, plainArguments } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { isSurelyThere } from '../values/surely-there';
import type { Rewritten } from './rewritten';

/** `span.log(fieldsOf(x));`: the fields get a name, so that the event can be read from them and they be passed on. */
export function eventInStatement(context: FileContext, site: CallSite, fields: t.Expression): Rewritten | undefined {
  const { calls, statement, root } = chainOf(context, site);
  const callee = calleeOf(site.node);
  if (!statement || !callee || calls.length > 1) return undefined;
  const isOptional = callee.type === 'OptionalMemberExpression';
  const bare = listOf(context.source, statement) ? undefined : bareBody(context.source, statement);
  const isListed = listOf(context.source, statement) !== undefined;
  if (isOptional ? !isListed || !isRepeatable(root) : !isListed && !bare) return undefined;
  const lines = statementsFor(context, site, root, fields, outdentOf(context, statement, fields));
  const value = textOf(context.source, fields);
  const findings = [finding('OT207', context.source.path, fields, { name: site.unit.name, value })];
  if (bare) return { edits: [replace(bare.range, ...inBraces(context, bare, lines))], findings };
  const parts = isOptional ? guarded(context, statement, root, lines) : oneAfterTheOther(context, statement, lines);
  return { edits: [replace(statement, ...parts)], findings };
}

/** The one statement that is all of a branch or a loop, with the space before it. */
interface BareBody {
  readonly range: Range;
  /** What is left between the brace and the other branch. */
  readonly after: string;
  /** What it is the body of. */
  readonly of: t.Node;
}

function bareBody(source: SourceFile, statement: t.Node): BareBody | undefined {
  const of = source.parents.get(statement);
  const { start, end } = rangeOf(statement);
  const before = source.text.slice(0, start).trimEnd();
  // Behind a comment the brace would be part of it.
  const isPlain =
    /(?:\)|\belse)$/.test(before) && !hasComment(source, { start: lineStart(source, before.length), end: start });
  if (!of || !BRACED.has(of.type) || !isPlain) return undefined;
  const other = /^\s+(?=else\b)/.exec(source.text.slice(end))?.[0] ?? '';
  return { range: { start: before.length, end: end + other.length }, after: other && ' ', of };
}

const BRACED: ReadonlySet<t.Node['type']> = new Set([
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
]);

/** What its lines are indented by beyond the statement: on the line of its name it stands no deeper than that. */
function outdentOf({ source }: FileContext, statement: t.Node, fields: t.Expression): string | undefined {
  const [outer, inner] = [statement, fields].map((node) => indentationAt(source, rangeOf(node).start));
  return inner === outer || !inner?.startsWith(outer ?? '') ? undefined : `-${inner.slice(outer?.length)}`;
}

function statementsFor(
  context: FileContext,
  site: CallSite,
  root: t.Node,
  fields: t.Expression,
  outdent: string | undefined,
): Part[][] {
  const name = nameFor(context, site.node, ['fields']);
  const type = isTypeScript(context.source) ? ': { event?: string }' : '';
  const [, time] = plainArguments(site.node) ?? [];
  // A comment on the fields goes above their name: what is kept at the start of the statement would take it along.
  const spoken = isRepeatable(root) ? textOf(context.source, root) : keep(root);
  const read = isSurelyThere(context, fields) ? '.event' : '?.event';
  const event = `.addEvent(${name}${read} ?? ${quoted(context, 'log')}, ${name}`;
  return [
    [`const ${name}${type} = `, keep(fields, outdent)],
    [spoken, event, ...(time ? [', ', keep(time)] : []), ')'],
  ];
}

function oneAfterTheOther({ source }: FileContext, statement: t.Node, [first = [], second = []]: Part[][]): Part[] {
  return [...first, statementBreak(source, statement), ...second, endOf(source)];
}

function guarded(
  { source }: FileContext,
  statement: t.Node,
  root: t.Node,
  [first = [], second = []]: Part[][],
): Part[] {
  const between = statementBreak(source, statement);
  const test = `if (${textOf(source, root)}) {`;
  if (!between.includes('\n')) return [`${test} `, ...first, between, ...second, `${endOf(source)} }`];
  return [test, ...block(source, statement, [first, second])];
}

function inBraces({ source }: FileContext, { of, after }: BareBody, lines: Part[][]): Part[] {
  return [' {', ...block(source, of, lines), after];
}

/** Lines a step deeper than a statement, and the brace behind them. */
function block(source: SourceFile, statement: t.Node, lines: Part[][]): Part[] {
  const outer = `\n${indentationAt(source, rangeOf(statement).start)}`;
  const inner = `${outer}${detectStyle(source).indent}`;
  return [...lines.flatMap((line) => [inner, ...line, endOf(source)]), `${outer}}`];
}

function endOf(source: SourceFile): string {
  return detectStyle(source).semicolons ? ';' : '';
}
