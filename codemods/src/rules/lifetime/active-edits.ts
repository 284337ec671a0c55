import type * as t from '@babel/types';
import { type Edit, insert, keep, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { rangeOf, type SourceFile } from '../../parse/source-file';
import { breakInCallee, hasComment, indentationAt, lineStart, restOfLine } from '../syntax/layout';
import { type AnyCall, type AnyMember, calleeOf } from '../syntax/syntax';
import type { FileContext } from '../types';
import { type ArgumentLayout, callbackHead } from './argument-layout';
import type { Obstacle } from './obstacles';
import type { Region } from './region';
import type { Result } from './result';

/** The edits around the arguments of a call that make it `startActiveSpan` with the region as its callback. */
export function activeEdits(context: FileContext, region: Region, layout: ArgumentLayout): Edit[] {
  const { declaration, start, range } = region;
  const callee = calleeOf(start.call);
  if (!callee) return [];
  return [
    replace({ start: rangeOf(declaration).start, end: rangeOf(start.call).start }, prefixOf(context, region)),
    renamed(context, start.call, callee),
    replace(
      { start: lastArgumentEnd(context, region.start), end: rangeOf(declaration).end },
      `${layout.separator}${callbackHead(context, region)}`,
    ),
    replace(range, ...body(context, region, layout)),
    ...returnEdits(context, region),
    ...promiseEdits(region),
  ];
}

/** A promise that the function's annotation has said what it is of says it for itself. */
function promiseEdits({ returnType }: Region): Edit[] {
  return returnType.promises.map(({ callee }) => insert(rangeOf(callee).end, returnType.of));
}

function renamed({ source }: FileContext, call: AnyCall, { computed, property }: AnyMember): Edit {
  const broken = breakInCallee(source, call);
  if (broken) return replace({ start: broken.start, end: rangeOf(property).end }, '.startActiveSpan');
  return replace(property, computed ? "'startActiveSpan'" : 'startActiveSpan');
}

/** What keeps the text between the last argument and the end of the declaration from being replaced. */
export function cannotBecomeActive(
  context: FileContext,
  { declaration, start }: Pick<Region, 'declaration' | 'start'>,
): Obstacle | undefined {
  const callee = calleeOf(start.call);
  if (!callee || callee.type === 'OptionalMemberExpression' || start.call.type !== 'CallExpression')
    return { reason: 'syntax', what: 'without a tracer it would not run' };
  const { source } = context;
  const head = { start: rangeOf(declaration).start, end: rangeOf(start.call).start };
  const tail = { start: lastArgumentEnd(context, start), end: rangeOf(declaration).end };
  const isCommented = [head, tail, betweenNameAnd(context, start)].some((range) => hasComment(source, range));
  return isCommented ? { reason: 'syntax', what: 'a comment stands within the call that starts it' } : undefined;
}

function betweenNameAnd({ source }: FileContext, { name, argument }: Region['start']) {
  const start = outerEnd(source, name);
  return { start, end: argument ? outerStart(argument) : start };
}

function lastArgumentEnd({ source }: FileContext, { call, name }: Region['start']): number {
  return outerEnd(source, call.arguments.at(-1) ?? name);
}

/** What stands before the call: `return`, `await`, the constant that comes out of it, or nothing. */
function prefixOf(context: FileContext, region: Region): string {
  const { result, returns, isAsync, isGuarded } = region;
  if (result) return `const ${given(result)}${result.isHeld ? '' : result.type} = ${isAsync ? 'await ' : ''}`;
  if (returns) return isAsync && isGuarded ? 'return await ' : 'return ';
  if (isAsync) return 'await ';
  return needsSemicolon(context, region) ? ';' : '';
}

/** What comes out of the call: the constant, or an object that holds it. */
function given({ name, isHeld }: Result): string {
  return isHeld ? `{ ${name} }` : name;
}

/** Without semicolons, a line that starts with a bracket would go on with the line before. */
function needsSemicolon({ source }: FileContext, { start }: Region): boolean {
  const first = source.text[rangeOf(start.call).start] ?? '';
  return !detectStyle(source).semicolons && '([`+-/'.includes(first);
}

/** How much deeper the code goes that moves into the callback of a region. */
export function indentWithin(
  context: FileContext,
  { declaration, onOneLine }: Region,
  { indent: argument }: ArgumentLayout,
): string {
  if (onOneLine) return '';
  const { indent } = detectStyle(context.source);
  const base = indentationAt(context.source, rangeOf(declaration).start);
  return argument?.startsWith(base) ? `${argument.slice(base.length)}${indent}` : indent;
}

function body(context: FileContext, region: Region, layout: ArgumentLayout): Part[] {
  if (region.onOneLine) return bodyOnOneLine(context, region);
  const { argumentComma, eol, semicolons } = detectStyle(context.source);
  const { indent: argument } = layout;
  const base = indentationAt(context.source, rangeOf(region.declaration).start);
  const end = semicolons ? ';' : '';
  const { status } = region.start.options;
  const deeper = indentWithin(context, region, layout);
  const line = `${eol}${base}${deeper}`;
  const close = argument === undefined ? '' : `${eol}${argument}}${argumentComma ? ',' : ''}`;
  return [
    ...(status ? [`${line}${region.id.name}.setStatus(`, ...status, `)${end}`] : []),
    ...(isBehindStart(context, region) ? [line] : []),
    keep({ start: firstLine(context, region), end: region.range.end }, deeper),
    ...(region.result && !lastOf(context, region) ? [`${line}return ${given(region.result)}${end}`] : []),
    `${close}${eol}${base}${close ? '' : '}'})${endOfCall(context, region)}`,
  ];
}

/** The body between the brackets of the callback on the line that it shares with what is around it: each statement ends before the next. */
function bodyOnOneLine(context: FileContext, region: Region): Part[] {
  const { source } = context;
  const { range, result, start, statements } = region;
  const { status } = start.options;
  const stop = isEnded(source, statements) ? '' : ';';
  const returned = result && !lastOf(context, region) ? `${stop} return ${given(result)};` : '';
  return [
    ...(status ? [` ${region.id.name}.setStatus(`, ...status, ');'] : []),
    keep(range),
    `${returned} })${endOfCall(context, region)}`,
  ];
}

/** Authors who write no semicolons write one where another statement follows on the line. */
function endOfCall({ source }: FileContext, { range }: Region): string {
  const isLast = /^\s*(?:\}|\/\/|$)/.test(restOfLine(source, range.end));
  return isLast && !detectStyle(source).semicolons ? '' : ';';
}

/** Whether another statement may follow the last of some on its line. */
function isEnded({ text }: SourceFile, statements: readonly t.Statement[]): boolean {
  const last = statements.at(-1);
  const takesSemicolon = last?.type === 'ExpressionStatement' || last?.type === 'VariableDeclaration';
  return !takesSemicolon || text[rangeOf(last).end - 1] === ';';
}

/** The statement that makes the constant which comes out of the call, where nothing follows it: it returns the value itself. */
function lastOf({ source }: FileContext, { range, result }: Region): t.VariableDeclaration | undefined {
  if (!result || result.isHeld) return undefined;
  const { declarator } = result;
  const { id } = declarator;
  const statement = source.parents.get(declarator);
  if (statement?.type !== 'VariableDeclaration' || id.type !== 'Identifier' || id.typeAnnotation) return undefined;
  const { end } = rangeOf(statement);
  const isAlone = statement.declarations.length === 1 && source.text.slice(end, range.end).trim() === '';
  return isAlone && !hasComment(source, { start: rangeOf(statement).start, end: rangeOf(declarator).end })
    ? statement
    : undefined;
}

function returnEdits(context: FileContext, region: Region): Edit[] {
  const statement = lastOf(context, region);
  const init = region.result?.declarator.init;
  return statement && init ? [replace({ start: rangeOf(statement).start, end: outerStart(init) }, 'return ')] : [];
}

/** A callback does not begin with the blank line that set the declaration apart, nor on the line of its call. */
function firstLine(context: FileContext, region: Region): number {
  const { source } = context;
  const { range, statements } = region;
  const [first] = statements;
  if (first && isBehindStart(context, region)) return rangeOf(first).start;
  const blank = /^[ \t]*(?:\r?\n[ \t]*)+(?=\r?\n)/.exec(source.text.slice(range.start, range.end));
  return range.start + (blank?.[0].length ?? 0);
}

/** Whether code stands behind the declaration on its line. */
function isBehindStart({ source }: FileContext, { range, statements: [first] }: Region): boolean {
  return first !== undefined && /^[ \t]*$/.test(source.text.slice(range.start, rangeOf(first).start));
}

/** Whether the declaration begins its line, as moved code must. */
export function beginsLine({ source }: FileContext, { declaration }: Pick<Region, 'declaration'>): boolean {
  const { start } = rangeOf(declaration);
  return source.text.slice(lineStart(source, start), start).trim() === '';
}
