import type * as t from '@babel/types';
import { constantFrom } from '../../facts/scopes/declared-with';
import type { CallSite } from '../../facts/types';
import { siteOf } from '../calls/sites';
import type { FileContext } from '../types';

/** The call that makes a tracer: the argument itself, or what its constant was made by. */
export function makerOf(context: FileContext, argument: t.Node): CallSite | undefined {
  const binding = argument.type === 'Identifier' ? context.facts.scopes.bindingOf(argument) : undefined;
  return siteOf(context, constantFrom(binding) ?? argument);
}

/** Whether a call makes a tracer that goes on being the package's own, which speaks OpenTracing as it always did. */
export function isLegacyMaker(member: CallSite['member']): boolean {
  return /^new (?:lightstep|zipkin|elastic)\./.test(member);
}
