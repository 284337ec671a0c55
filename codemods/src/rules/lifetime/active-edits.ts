import type * as t from '@babel/types';
import { type Edit, insert, keep, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { outerEnd, outerStart } from '../../parse/parentheses';
import { rangeOf, textOf } from '../../parse/source-file';
import { breakInCallee, hasComment, indentationAt, lineStart } from '../syntax/layout';
import { type AnyCall, type AnyMember, calleeOf } from '../syntax/syntax';
import type { FileContext } from '../types';
import { type ArgumentLayout, callbackHead } from './argument-layout';
import type { Region } from './region';

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

/** Whether the text between the last argument and the end of the declaration can be replaced. */
export function canBecomeActive(
  context: FileContext,
  { declaration, start }: Pick<Region, 'declaration' | 'start'>,
): boolean {
  const callee = calleeOf(start.call);
  if (!callee || callee.type === 'OptionalMemberExpression' || start.call.type !== 'CallExpression') return false;
  const { source } = context;
  const head = { start: rangeOf(declaration).start, end: rangeOf(start.call).start };
  const tail = { start: lastArgumentEnd(context, start), end: rangeOf(declaration).end };
  return !hasComment(source, head) && !hasComment(source, tail) && !hasComment(source, betweenNameAnd(context, start));
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
  if (result) return `const ${nameOf(context, result)} = ${isAsync ? 'await ' : ''}`;
  if (returns) return isAsync && isGuarded ? 'return await ' : 'return ';
  if (isAsync) return 'await ';
  return needsSemicolon(context, region) ? ';' : '';
}

function nameOf(context: FileContext, { id }: t.VariableDeclarator): string {
  return id.type === 'Identifier' ? id.name : textOf(context.source, id);
}

/** Without semicolons, a line that starts with a bracket would go on with the line before. */
function needsSemicolon({ source }: FileContext, { start }: Region): boolean {
  const first = source.text[rangeOf(start.call).start] ?? '';
  return !detectStyle(source).semicolons && '([`+-/'.includes(first);
}

/** How much deeper the code goes that moves into the callback of a region. */
export function indentWithin(
  context: FileContext,
  { declaration }: Region,
  { indent: argument }: ArgumentLayout,
): string {
  const { indent } = detectStyle(context.source);
  const base = indentationAt(context.source, rangeOf(declaration).start);
  return argument?.startsWith(base) ? `${argument.slice(base.length)}${indent}` : indent;
}

function body(context: FileContext, region: Region, layout: ArgumentLayout): Part[] {
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
    keep({ start: firstLine(context, region), end: region.range.end }, deeper),
    ...(region.result && !lastOf(context, region) ? [`${line}return ${nameOf(context, region.result)}${end}`] : []),
    `${close}${eol}${base}${close ? '' : '}'})${end}`,
  ];
}

/** The statement that makes the constant which comes out of the call, where nothing follows it: it returns the value itself. */
function lastOf({ source }: FileContext, { range, result }: Region): t.VariableDeclaration | undefined {
  const statement = result && source.parents.get(result);
  if (statement?.type !== 'VariableDeclaration' || result?.id.type !== 'Identifier' || result.id.typeAnnotation)
    return undefined;
  const { end } = rangeOf(statement);
  const isAlone = statement.declarations.length === 1 && source.text.slice(end, range.end).trim() === '';
  return isAlone && !hasComment(source, { start: rangeOf(statement).start, end: rangeOf(result).end })
    ? statement
    : undefined;
}

function returnEdits(context: FileContext, region: Region): Edit[] {
  const statement = lastOf(context, region);
  const init = region.result?.init;
  return statement && init ? [replace({ start: rangeOf(statement).start, end: outerStart(init) }, 'return ')] : [];
}

/** A callback does not begin with the blank line that set the declaration apart. */
function firstLine({ source }: FileContext, { range }: Region): number {
  const blank = /^[ \t]*(?:\r?\n[ \t]*)+(?=\r?\n)/.exec(source.text.slice(range.start, range.end));
  return range.start + (blank?.[0].length ?? 0);
}

/** Whether the declaration begins its line, as moved code must. */
export function beginsLine({ source }: FileContext, { declaration }: Pick<Region, 'declaration'>): boolean {
  const { start } = rangeOf(declaration);
  return source.text.slice(lineStart(source, start), start).trim() === '';
}
