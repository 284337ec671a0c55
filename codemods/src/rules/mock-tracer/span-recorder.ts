import type * as t from '@babel/types';
import { type Edit, insert } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { commentsIn } from '../../parse/comments';
import { isTypeScript, rangeOf, type SourceFile } from '../../parse/source-file';
import type { FileContext } from '../types';
import { freeName } from './free-name';
import { asksForUnfinished } from './report-reads';
import { topLevel } from './top-level';

/** A class that a test gets where it asks for spans which have not ended, or for their order; before the statement that needs it first. */
export function recorderClass(context: FileContext, user: t.Node): Edit {
  const { source } = context;
  const { indent, semicolons, eol } = detectStyle(source);
  const written = isTypeScript(source) ? typed(context) : plain(context);
  const lines = ['/** Keeps spans from their start on, in that order. */', ...written];
  const text = lines.map((line) => (semicolons ? line : line.replace(/;$/, '')).replaceAll('\t', indent)).join(eol);
  const at = startWithComments(source, topLevel(source, user) ?? user);
  return insert(at, `${isRightBelow(source, at) ? eol : ''}${text}${eol}${eol}`);
}

export function nameOfRecorder(context: FileContext): string {
  return freeName(context, ['SpanRecorder', 'StartedSpans', 'OtelSpanRecorder']);
}

/** Types that the class needs from the SDK. */
export const RECORDER_TYPES = ['ReadableSpan', 'SpanProcessor'] as const;

/** Without class fields: what compiles a test may be older than they are. */
function plain(context: FileContext): string[] {
  const spans = ['\tconstructor() {', '\t\tthis.spans = [];', '\t}'];
  return [`class ${nameOfRecorder(context)} {`, ...spans, ...members(context, 'span')];
}

function typed(context: FileContext): string[] {
  const heading = `class ${nameOfRecorder(context)} implements SpanProcessor {`;
  return [heading, '\tspans: ReadableSpan[] = [];', ...members(context, 'span: ReadableSpan')];
}

const UNFINISHED = ['', '\tget unfinishedSpans() {', '\t\treturn this.spans.filter((span) => !span.ended);', '\t}'];

function members(context: FileContext, span: string): string[] {
  return [
    ...(asksForUnfinished(context) ? UNFINISHED : []),
    '',
    `\tonStart(${span}) {`,
    '\t\tthis.spans.push(span);',
    '\t}',
    '',
    '\tonEnd() {}',
    '',
    '\treset() {',
    '\t\tthis.spans = [];',
    '\t}',
    '',
    '\tasync forceFlush() {}',
    '',
    '\tasync shutdown() {}',
    '}',
  ];
}

/** Whether an offset begins a line, and no empty line is above it. */
function isRightBelow({ text }: SourceFile, offset: number): boolean {
  return /\S[ \t]*(?:\r\n|[\r\n])[ \t]*$/.test(text.slice(0, offset));
}

/** What is written above a statement goes on being that; behind one before it, it says something of that one. */
function startWithComments(source: SourceFile, statement: t.Node): number {
  const { start } = rangeOf(statement);
  const previous = source.ast.program.body.findLast((other) => rangeOf(other).end <= start);
  if (previous === undefined) return start;
  const from = rangeOf(previous).end;
  const above = commentsIn(source, { start: from, end: start });
  return above.find((comment) => source.text.slice(from, comment.start).includes('\n'))?.start ?? start;
}
