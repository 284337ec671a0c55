import { keep, type Part } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { isTypeScript, rangeOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { type DoubleMember, functionOf, isShorthand, type MockMember } from './members';
import { withTypeOfThis } from './type-of-this';

/** The member that a mock needs beside one that it has: a copy of what only counts its calls, else one that passes on to the first. */
export function secondMember(context: FileContext, member: MockMember, name: string, blank: string): Part[] {
  const passing = passingOn(context, name, readsArguments(member));
  if (passing === undefined && isShorthand(member)) return [`${name}: `, keep(member.key)];
  if (passing === undefined) return [name, keep({ start: rangeOf(member.key).end, end: rangeOf(member).end })];
  const head = withTypeOfThis(context, member, passing.head);
  return [`${head} {${inBody(context, passing.statement, blank)}}`];
}

/** Written by hand to keep or to look at what it is called with. */
export function readsArguments(member: DoubleMember): boolean {
  return (functionOf(member)?.params.length ?? 0) > 0;
}

/** What stands before the body of a member, and what it does. */
interface Passing {
  readonly head: string;
  readonly statement: string;
}

/** Starts a span as the double does, and hands it to the function that comes last. */
export function startActiveSpan({ source }: FileContext): Passing {
  const typed = isTypeScript(source);
  // A spread into parameters that are typed one by one does not compile.
  const started = typed ? 'Reflect.apply(this.startSpan, this, [name, ...rest])' : 'this.startSpan(name, ...rest)';
  const head = typed ? 'startActiveSpan(name: string, ...rest: any[])' : 'startActiveSpan(name, ...rest)';
  return { head, statement: `return rest.pop()(${started})` };
}

/** The second member as one that passes on to the first, where it has to. */
export function passingOn(context: FileContext, name: string, readsArguments: boolean): Passing | undefined {
  if (name === 'startActiveSpan') return startActiveSpan(context);
  if (!readsArguments) return undefined;
  const any = isTypeScript(context.source) ? ': any' : '';
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

/** A statement as the body of a member that begins behind some white space. */
export function inBody(context: FileContext, statement: string, blank: string): string {
  if (statement === '') return '';
  const { semicolons, indent, eol } = detectStyle(context.source);
  const ended = semicolons ? `${statement};` : statement;
  const outer = /\n([ \t]*)$/.exec(blank)?.[1];
  return outer === undefined ? ` ${ended} ` : `${eol}${outer}${indent}${ended}${eol}${outer}`;
}
