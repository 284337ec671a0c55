import type * as t from '@babel/types';
import { isFunction } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { isCall, isMember } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';

/**
 * What is written into a factory that `jest.mock()` is given: that stands above the imports where the test runs, and may name nothing that is
 * declared outside of it.
 */
export function inFactory(context: FileContext, node: t.Node): FileContext {
  if (!isHoisted(context, node)) return context;
  return { ...context, api: (name) => `require(${quoted(context, '@opentelemetry/api')}).${name}` };
}

function isHoisted({ source: { parents } }: FileContext, node: t.Node): boolean {
  for (let at: t.Node | undefined = node; at; at = parents.get(at)) {
    const call = isFunction(at) ? parents.get(at) : undefined;
    if (isCall(call) && call.arguments[1] === at && isJestMock(call.callee)) return true;
  }
  return false;
}

function isJestMock(callee: t.Node): boolean {
  return (
    isMember(callee) &&
    memberName(callee) === 'mock' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'jest'
  );
}
