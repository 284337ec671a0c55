import type * as t from '@babel/types';
import type { FileFacts, FunctionSource } from '../../facts/types';
import { isFunction, parametersOf } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { isWithin, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { functionOf } from '../syntax/flow';
import { type AnyCall, isCall, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * Whether a call does nothing with an argument but to give something that keeps it, `(span) => ({ done: () => span.finish() })`, and perhaps
 * to note it elsewhere: `(span) => { current = span; return new Scope(span); }`.
 */
export function isWrappedBy(context: Pick<FileContext, 'facts' | 'project'>, call: AnyCall, argument: t.Node): boolean {
  const given: readonly t.Node[] = call.arguments;
  const place = given.indexOf(argument);
  const functions = context.facts.functionsOf(call.callee) ?? [];
  return functions.length > 0 && functions.every((one) => wraps(context, one, place));
}

function wraps(
  { project }: Pick<FileContext, 'project'>,
  { file, node, returns }: FunctionSource,
  place: number,
): boolean {
  const parameter = parametersOf(node.params)[place];
  const [given] = returns;
  const inside = project.files.get(file);
  if (parameter?.type !== 'Identifier' || given === undefined || returns.length > 1 || !inside) return false;
  const made = unwrap(given);
  if (node.async || node.generator || !isKeeper(made)) return false;
  const uses = usesOf(inside, parameter);
  const isKept = (use: t.Node) => isWithin(rangeOf(use), rangeOf(made));
  if (!uses.some(isKept) || !uses.every((use) => isKept(use) || isNoted(inside, use))) return false;
  // What runs something that it is given runs it while the span is open.
  const others = parametersOf(node.params).flatMap((other) => (other === parameter ? [] : [withoutDefault(other)]));
  return others.every((other) => other.type === 'Identifier' && !isRun(inside, node, usesOf(inside, other)));
}

function withoutDefault(param: t.Node): t.Node {
  return param.type === 'AssignmentPattern' ? param.left : param;
}

/** What may hold a span for later. */
function isKeeper(made: t.Node): boolean {
  return made.type === 'ObjectExpression' || made.type === 'NewExpression' || isFunction(made);
}

function usesOf({ scopes }: Pick<FileFacts, 'scopes'>, name: t.Node): t.Node[] {
  const references = scopes.bindingOf(name)?.references ?? [];
  return references.map(({ node }) => node).filter((node) => node !== name);
}

/** `current = span`, `open.push(span)`. */
function isNoted({ source }: Pick<FileFacts, 'source'>, use: t.Node): boolean {
  const { parent, node } = outermost(source, use);
  if (parent?.type === 'AssignmentExpression') return parent.right === node;
  return isCall(parent) && parent.callee !== node && collects(source, parent);
}

/** Whether it is called, or handed on, before the function gives anything. */
function isRun({ source }: Pick<FileFacts, 'source'>, home: t.Function, uses: readonly t.Node[]): boolean {
  return uses.some((use) => {
    const { parent } = outermost(source, use);
    return functionOf(source, use) === home && (isCall(parent) || isMember(parent));
  });
}

const COLLECTING = new Set(['push', 'unshift', 'set', 'add', 'enqueue', 'append']);

/** Whether a call puts what it is given into a collection. */
export function collects(source: SourceFile, { callee }: AnyCall | t.NewExpression): boolean {
  const isCollecting = isMember(callee) && COLLECTING.has(memberName(callee) ?? '');
  return isCollecting && !/^(propagation|trace)\b/.test(textOf(source, callee));
}
