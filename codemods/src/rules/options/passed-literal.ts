import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import type { OptionFlow } from '../../facts/types';
import { isCall, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { presentAt } from '../values/present';
import { passedLiterals } from './option-flow';
import { type Read, readOptions, type StartOptions } from './start-options';

/** A literal of options that a startSpan elsewhere is given, read. */
export interface PassedLiteral {
  readonly literal: t.ObjectExpression;
  readonly flow: OptionFlow;
  readonly read: Read<StartOptions>;
}

/** Reads the options of a file that a startSpan elsewhere is given, as far as all is known of their way. */
export function readPassedLiterals(context: FileContext): PassedLiteral[] {
  return passedLiterals(context).flatMap(({ literal, flow }) => {
    if (flow.open !== undefined) return [];
    return [{ literal, flow, read: readPassed(context, literal, flow) }];
  });
}

function readPassed(context: FileContext, literal: t.ObjectExpression, flow: OptionFlow): Read<StartOptions> {
  const call = callAround(context, literal);
  const read = readOptions(
    { ...context, passedOn: flow.isAsked ? 'asked' : 'unasked', tagsAreAsked: flow.areTagsUsed },
    literal,
    call,
    presentAt(context, literal),
  );
  if ('left' in read) return { left: untranslated(context, literal, read.left.message) };
  if (read.status)
    return { left: untranslated(context, literal, 'an error is the status of the span, which is set on it') };
  // What is declared before the call need not be known where the literal stands.
  if (read.elsewhere.length > 0)
    return { left: untranslated(context, literal, 'their parent has to be in a variable') };
  return read;
}

function untranslated({ source }: FileContext, literal: t.Node, why: string): Finding {
  return finding('OT108', source.path, literal, { why });
}

/** The call that the options are given to. */
function callAround({ source }: FileContext, literal: t.Node): t.Node {
  const { parent } = outermost(source, literal);
  return isCall(parent) ? parent : literal;
}
