import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import type { StartCall } from '../options/start-call';
import { columnsOf, hasComment, indentationAt, lineStart, restOfLine, roomAt, widthOf } from '../syntax/layout';
import { outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { BRANCH_MARK, type BranchLine } from './argument-layout';
import { lifetimesOf } from './lifetimes';
import { afterComma, startArguments } from './start-arguments';

/**
 * `parent ? tracer.startSpan(a) : tracer.startSpan(b)`, of which one line would get too long: each branch goes on a line of its own. Undefined
 * where a call is no branch, or stays in the line.
 */
export function branchLine(context: FileContext, start: StartCall, moved: number): BranchLine | undefined {
  const { source } = context;
  const { start: at } = rangeOf(start.call);
  if (ON_ITS_LINE.test(source.text.slice(lineStart(source, at), at)))
    return lineOf(context, indentationAt(source, at), []);
  const choice = choiceAround(context, start.call);
  if (!choice || !isTooWide(context, choice, moved)) return undefined;
  const { eol, indent } = detectStyle(source);
  const deeper = `${indentationAt(source, rangeOf(choice).start)}${indent}`;
  const [first] = startsIn(context, choice);
  return lineOf(context, deeper, first?.call === start.call ? edits(context, choice, `${eol}${deeper}`) : []);
}

const ON_ITS_LINE = /^[ \t]*[?:] $/;

function lineOf({ source }: FileContext, indent: string, edits: readonly Edit[]): BranchLine {
  const { indent: step } = detectStyle(source);
  return { indent, aligned: `${indent}${step.startsWith('\t') ? step : ' '.repeat(BRANCH_MARK.length)}`, edits };
}

/** Whether a choice on one line is too wide for it. */
function isTooWide(context: FileContext, choice: t.ConditionalExpression, moved: number): boolean {
  const { source } = context;
  const { start, end } = rangeOf(choice);
  if (/[\r\n]/.test(source.text.slice(start, end)) || hasComment(source, { start, end })) return false;
  const line = source.text.slice(lineStart(source, start), end) + restOfLine(source, end);
  const grown = startsIn(context, choice).reduce((sum, one) => sum + growthOf(context, one), 0);
  return roomAt({ column: moved + columnsOf(line), base: '', after: grown }) < 0;
}

/** The choice of which a call is one branch, where a line may be broken before its branches. */
function choiceAround({ source }: FileContext, call: t.Node): t.ConditionalExpression | undefined {
  const { node, parent: choice } = outermost(source, call);
  if (choice?.type !== 'ConditionalExpression' || choice.test === node) return undefined;
  const around = source.parents.get(choice);
  return around && WHOLE.has(around.type) ? choice : undefined;
}

const WHOLE: ReadonlySet<t.Node['type']> = new Set([
  'VariableDeclarator',
  'AssignmentExpression',
  'ReturnStatement',
  'ExpressionStatement',
]);

/** The branches of a choice that start a span. */
function startsIn(context: FileContext, { consequent, alternate }: t.ConditionalExpression): StartCall[] {
  return [consequent, alternate].flatMap((branch) => {
    const start = lifetimesOf(context).starts.get(unwrap(branch));
    return start && !('left' in start) && !start.migrated ? [start] : [];
  });
}

/** By how much a call gets longer, in one line. */
function growthOf(context: FileContext, start: StartCall): number {
  const { options, lineage } = startArguments(context, start);
  const behind = afterComma(lineage);
  const written = start.argument ? rangeOf(start.argument) : { start: 0, end: 0 };
  return widthOf(options ?? (behind.length > 0 ? ['{}'] : [])) + widthOf(behind) - (written.end - written.start);
}

function edits(
  { source }: FileContext,
  { test, consequent, alternate }: t.ConditionalExpression,
  line: string,
): Edit[] {
  return [
    replace({ start: outerEnd(source, test), end: outerStart(consequent) }, `${line}${BRANCH_MARK}`),
    replace({ start: outerEnd(source, consequent), end: outerStart(alternate) }, `${line}: `),
  ];
}
