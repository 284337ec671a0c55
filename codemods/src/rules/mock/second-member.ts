import { keep, type Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { isTypeScript, rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { functionOf, type MockMember } from './members';

/** The member that a mock needs beside one that it has: a copy of what only counts its calls, else one that passes on to the first. */
export function secondMember(context: FileContext, member: MockMember, name: string, blank: string): Part[] {
  const passing = passingOn(context, name, readsArguments(member));
  if (passing === undefined) return [name, keep({ start: rangeOf(member.key).end, end: rangeOf(member).end })];
  return [`${passing.head} {${inBody(context, passing.statement, blank)}}`];
}

/** Written by hand to keep or to look at what it is called with. */
function readsArguments(member: MockMember): boolean {
  return (functionOf(member)?.params.length ?? 0) > 0;
}

function passingOn(
  context: FileContext,
  name: string,
  readsArguments: boolean,
): { head: string; statement: string } | undefined {
  const typed = isTypeScript(context.source);
  const any = typed ? ': any' : '';
  if (name === 'startActiveSpan') {
    // A spread into parameters that are typed one by one does not compile.
    const started = typed ? 'Reflect.apply(this.startSpan, this, [name, ...rest])' : 'this.startSpan(name, ...rest)';
    const head = typed ? 'startActiveSpan(name: string, ...rest: any[])' : 'startActiveSpan(name, ...rest)';
    return { head, statement: `return rest.pop()(${started})` };
  }
  if (!readsArguments) return undefined;
  const { quote } = detectStyle(context.source);
  switch (name) {
    case 'setStatus':
      return {
        head: `setStatus({ code }${any})`,
        statement: `return this.setAttribute(${quote}error${quote}, code === ${context.api('SpanStatusCode')}.ERROR)`,
      };
    case 'recordException':
      // The SDK's own recordException adds an event of this name.
      return {
        head: `recordException(exception${any})`,
        statement: `return this.addEvent(${quote}exception${quote}, { exception })`,
      };
    default:
      return undefined;
  }
}

function inBody(context: FileContext, statement: string, blank: string): string {
  const { semicolons, indent, eol } = detectStyle(context.source);
  const ended = semicolons ? `${statement};` : statement;
  const outer = /\n([ \t]*)$/.exec(blank)?.[1];
  return outer === undefined ? ` ${ended} ` : `${eol}${outer}${indent}${ended}${eol}${outer}`;
}
