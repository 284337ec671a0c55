import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { isTypeScript, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { type AnyCall, type AnyMember, calledMethod, isCall, isMember, outermost } from '../syntax/syntax';
import { takenNames } from '../syntax/taken-names';
import { quoted } from '../syntax/text';
import { isWholeValue } from '../syntax/whole-value';
import type { FileContext, Outcome } from '../types';

/**
 * `child.on('exit', span.finish.bind(span))`: whoever calls it may give it what is no time, such as the code of a process. OpenTracing's
 * tracers took zero for no time, the SDK takes it for the start of the process. Undefined where nothing is given, or nothing is bound.
 */
export function boundEnd(context: FileContext, node: AnyMember): Outcome | undefined {
  const bound = boundBy(context, node);
  if (!bound || isCalledWithNothing(context, bound)) return undefined;
  const span = textOf(context.source, node.object);
  if (isConstant(context, node.object))
    return { kind: 'rewrite', edits: [replace(bound, asFunction(context, bound, span))] };
  const value = `what ${textOf(context.source, bound)} is called with`;
  const told = finding('OT124', context.source.path, node, { value, isProven: false });
  return { kind: 'rewrite', edits: [renamed(context, node)], findings: [told] };
}

function renamed(context: FileContext, { property, computed }: AnyMember): Edit {
  return replace(property, computed ? quoted(context, 'end') : 'end');
}

/** `span.finish.bind(span)`, and no time bound with it. */
function boundBy({ source }: FileContext, node: AnyMember): t.CallExpression | undefined {
  const { parent: bind, node: method } = outermost(source, node);
  if (!isMember(bind) || bind.object !== method || memberName(bind) !== 'bind') return undefined;
  const { parent: call, node: callee } = outermost(source, bind);
  if (call?.type !== 'CallExpression' || call.callee !== callee || call.arguments.length !== 1) return undefined;
  const [self] = call.arguments;
  return self && textOf(source, unwrap(self)) === textOf(source, unwrap(node.object)) ? call : undefined;
}

/** Whether a function that reads it when it is called reads what is bound now. */
function isConstant({ facts }: FileContext, object: t.Node): boolean {
  const inner = unwrap(object);
  return inner.type === 'Identifier' && facts.scopes.bindingOf(inner)?.reassigned === false;
}

function asFunction(context: FileContext, bound: t.Node, span: string): string {
  const taken = takenNames(context);
  const time = ['time', 'endTime'].find((name) => !taken.has(name)) ?? 'timeOfEnd';
  const text = `(${time}${isTypeScript(context.source) ? '?: number' : ''}) => ${span}.end(${time} || undefined)`;
  const { parent, node } = outermost(context.source, bound);
  return parent && isWholeValue(parent, node) ? text : `(${text})`;
}

function isCalledWithNothing(context: FileContext, bound: t.Node): boolean {
  const { parent, node } = outermost(context.source, bound);
  if (isCall(parent) && parent.callee !== node) return givesNothing(context, parent);
  if (parent?.type !== 'VariableDeclarator' || parent.init !== node) return false;
  const statement = context.source.parents.get(parent);
  if (statement && context.source.parents.get(statement)?.type === 'ExportNamedDeclaration') return false;
  const references = context.facts.scopes.bindingOf(parent.id)?.references ?? [];
  return references.every((reference) => {
    if (reference.node === parent.id) return true;
    const use = outermost(context.source, reference.node);
    if (!isCall(use.parent)) return false;
    return use.parent.callee === use.node ? use.parent.arguments.length === 0 : givesNothing(context, use.parent);
  });
}

/** How many arguments what is called later may have before some of them are its function's. */
const TIMERS: ReadonlyMap<string, number> = new Map([
  ['setTimeout', 2],
  ['setInterval', 2],
  ['setImmediate', 1],
  ['queueMicrotask', 1],
  ['nextTick', 1],
]);

const LISTENING: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);

/** Events of Node's streams that say nothing but their name. */
const SILENT_EVENTS: ReadonlySet<string> = new Set(['finish', 'end', 'drain', 'pause', 'resume', 'readable']);

/** Whether a call gives nothing to the function that it is given. */
function givesNothing({ facts }: FileContext, call: AnyCall): boolean {
  const callee = unwrap(call.callee);
  const timer = callee.type === 'Identifier' && !facts.scopes.bindingOf(callee) ? callee.name : calledMethod(call);
  if (timer === undefined) return false;
  const own = TIMERS.get(timer);
  if (own !== undefined) return call.arguments.length <= own;
  if (timer === 'finally') return true;
  const [event] = call.arguments;
  return LISTENING.has(timer) && event !== undefined && SILENT_EVENTS.has(facts.stringOf(unwrap(event)) ?? '');
}
