import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { type AnyCall, isCall, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { globalCallKind } from '../values/call-kind';
import { importedCallKind } from '../values/imported-call';

/** What a program's own loggers are called, and what they are asked to write. */
const LOGGER = /(?:^|_)log(?:ger)?$|Log(?:ger)?$|^(?:winston|pino|bunyan)$/;
const LEVEL = /^(?:log|trace|debug|verbose|silly|http|info|notice|warn|warning|error|fatal)$/;

/** Whether an expression is only written down where it stands: by the console, by a logger, or as a part of a text. */
export function isPrinted(context: FileContext, expression: t.Node): boolean {
  const { node, parent } = outermost(context.source, expression);
  if (parent?.type === 'TemplateLiteral') return isTextMade(context, parent);
  if (parent?.type === 'LogicalExpression') return isPrinted(context, parent);
  if (parent?.type === 'ConditionalExpression') return parent.test !== node && isPrinted(context, parent);
  if (!isCall(parent) || !parent.arguments.includes(node as t.Expression)) return false;
  return isText(context, parent) || isLogged(context, parent);
}

/** A template that no function takes apart. */
export function isTextMade({ source }: FileContext, template: t.TemplateLiteral): boolean {
  return source.parents.get(template)?.type !== 'TaggedTemplateExpression';
}

/** `JSON.stringify(it)`, `util.inspect(it)`, `String(it)`. */
function isText(context: FileContext, { callee }: AnyCall): boolean {
  const { source, facts, project } = context;
  const flow = { source, facts, project, scopes: facts.scopes, visiting: new Set() };
  if (callee.type === 'Identifier' && globalCallKind(flow, callee) === 'text') return true;
  return isOfGlobal(context, callee, 'JSON') || importedCallKind(flow, callee) === 'text';
}

/** A function of the project that is called as loggers are may do more with it. */
function isLogged(context: FileContext, call: AnyCall): boolean {
  if (isOfGlobal(context, call.callee, 'console')) return true;
  if (!isMember(call.callee) || context.source.parents.get(call)?.type !== 'ExpressionStatement') return false;
  const { object } = call.callee;
  const name = object.type === 'Identifier' ? object.name : isMember(object) ? memberName(object) : undefined;
  const isLogger = LOGGER.test(name ?? '') && LEVEL.test(memberName(call.callee) ?? '');
  return isLogger && context.facts.signaturesOf(call).length === 0;
}

function isOfGlobal({ facts }: FileContext, callee: t.Node, name: string): boolean {
  if (!isMember(callee) || callee.object.type !== 'Identifier') return false;
  return callee.object.name === name && facts.scopes.bindingOf(callee.object) === undefined;
}
