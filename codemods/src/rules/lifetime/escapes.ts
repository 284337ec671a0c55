import type * as t from '@babel/types';
import type { FunctionSource } from '../../facts/types';
import { isFunction, parametersOf } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { functionOf } from '../syntax/flow';
import { type AnyCall, isCall, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import type { Obstacle } from './obstacles';
import type { Candidate } from './region';
import { collects, isWrappedBy } from './wrapped';

/** A use through which the span outlives its region. */
export function findEscape(context: FileContext, { binding, id, declaration }: Candidate): Obstacle | undefined {
  const uses = binding.references.map(({ node }) => node).filter((node) => node !== id);
  const endings = uses.filter((node) => isEnded(context, node));
  const ends = endings.length > 0;
  const hands = uses.some((node) => fateOf(context, node) === 'handed');
  if (!ends && !hands) return { reason: 'escapes', what: 'it is not finished here' };
  // What it is open for happens after the return, where nothing would be active.
  if (ends && endings.every((node) => isInReturnedFunction(context, node, declaration)))
    return { reason: 'escapes', what: 'the function that is returned finishes it' };
  for (const node of uses) {
    const fate = fateOf(context, node);
    if (fate === 'returned') return { reason: 'escapes', what: 'it is returned' };
    // Kept for others to read; where the span is finished here all the same, it does not outlive its region.
    if (fate === 'stored' && !ends) return { reason: 'escapes', what: 'it is stored and finished elsewhere' };
  }
  return undefined;
}

function isInReturnedFunction({ source }: FileContext, node: t.Node, declaration: t.Node): boolean {
  const home = functionOf(source, declaration);
  for (let at = functionOf(source, node); at && at !== home; at = functionOf(source, at))
    if (isReturned(source, at)) return true;
  return false;
}

/** Whether a function is returned, by itself or in a literal: `return { close: () => span.finish() }`. */
function isReturned({ parents }: FileContext['source'], node: t.Node): boolean {
  let at = parents.get(node);
  while (at && IN_A_LITERAL.has(at.type)) at = parents.get(at);
  return at?.type === 'ReturnStatement';
}

const IN_A_LITERAL: ReadonlySet<t.Node['type']> = new Set(['ObjectProperty', 'ObjectExpression', 'ArrayExpression']);

/** Whether a mention of a span finishes it, or hands its `finish` on. */
export function isEnded({ source }: Pick<FileContext, 'source'>, node: t.Node): boolean {
  const { parent, node: outer } = outermost(source, node);
  if (!parent || !isMember(parent) || parent.object !== outer) return false;
  return memberName(parent) === 'finish' || isEndOfChain(source, parent);
}

/** Whether a mention of a span gives it to something else. */
export function isHandedOn(context: FileContext, node: t.Node): boolean {
  return fateOf(context, node) === 'handed';
}

/** `span.finish` as a value, which something else calls. */
export function isEndHandedOn({ source }: FileContext, node: t.Node): boolean {
  const { parent: member } = outermost(source, node);
  if (!member || !isMember(member) || memberName(member) !== 'finish') return false;
  const { parent, node: outer } = outermost(source, member);
  return !isCall(parent) || parent.callee !== outer;
}

/** `span.setTag(...).finish()`. */
function isEndOfChain(source: FileContext['source'], member: t.Node): boolean {
  const call = source.parents.get(member);
  if (call?.type !== 'CallExpression' && call?.type !== 'OptionalCallExpression') return false;
  const { parent, node } = outermost(source, call);
  if (!parent || !isMember(parent) || parent.object !== node) return false;
  return memberName(parent) === 'finish' || isEndOfChain(source, parent);
}

/** What becomes of the value of an expression. */
type Fate = 'used' | 'handed' | 'kept' | 'returned' | 'stored';

/** Where an expression stands: in this file, or in the function of another that is called with it. */
type Place = Pick<FileContext, 'source' | 'facts' | 'project'>;

function fateOf(context: Place, node: t.Node): Fate {
  const { parent, node: outer } = outermost(context.source, node);
  switch (parent?.type) {
    case 'ReturnStatement':
      return 'returned';
    case 'AssignmentExpression':
      return parent.right === outer ? 'stored' : 'used';
    case 'ArrowFunctionExpression':
      return parent.body === outer ? 'returned' : 'used';
    case 'CallExpression':
    case 'OptionalCallExpression':
      if (!isArgument(parent, outer)) return 'used';
      if (isWrappedBy(context, parent, outer)) return fateOfMade(context, parent);
      return isStoredBy(context, parent, outer) ? 'stored' : fateOfArgument(context, parent);
    case 'NewExpression':
      return isArgument(parent, outer) ? fateOfMade(context, parent) : 'used';
    case 'ObjectProperty':
      return parent.value === outer ? fateOfLiteral(context, parent) : 'used';
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return fateOf(context, parent);
    default:
      return 'used';
  }
}

/** An object literal that holds the span shares its fate. */
function fateOfLiteral(context: Place, property: t.ObjectProperty): Fate {
  const literal = context.source.parents.get(property);
  return literal ? fateOf(context, literal) : 'used';
}

type Made = t.CallExpression | t.OptionalCallExpression | t.NewExpression;

function isArgument(call: Made, node: t.Node): boolean {
  return call.arguments.some((argument) => argument === node);
}

/** What is made of the span keeps it: `return new Traced(span)`, `const traced = new Traced(span)`. */
function fateOfMade(context: Place, made: Made): Fate {
  const fate = fateOf(context, made);
  if (fate !== 'used') return fate;
  const { parent, node } = outermost(context.source, made);
  const isKept = parent?.type === 'VariableDeclarator' && parent.init === node;
  return isKept && !made.arguments.some(isFunction) ? 'kept' : fateOfArgument(context, made);
}

function fateOfArgument(context: Place, call: Made): Fate {
  return collects(context.source, call) ? 'stored' : 'handed';
}

/** Whether a function of the project does no more with what it is given than to put it somewhere: `attach(request, span)`. */
function isStoredBy({ facts, project }: Place, call: AnyCall, argument: t.Node): boolean {
  const functions = facts.functionsOf(call.callee) ?? [];
  const given: readonly t.Node[] = call.arguments;
  const index = given.indexOf(argument);
  return functions.length > 0 && functions.every((one) => stores(project, one, index));
}

function stores(project: FileContext['project'], { file, node }: FunctionSource, index: number): boolean {
  const parameter = parametersOf(node.params)[index];
  const facts = project.files.get(file);
  if (parameter?.type !== 'Identifier' || facts === undefined) return false;
  const inside = { source: facts.source, facts, project };
  const uses = facts.scopes.bindingOf(parameter)?.references.filter((use) => use.node !== parameter) ?? [];
  const fates = uses.map((use) => (isEnded(inside, use.node) ? 'ended' : fateThere(inside, use.node)));
  return fates.includes('stored') && fates.every((fate) => fate === 'stored' || fate === 'used');
}

/** No further than one function is followed: a call in it may do anything with what it gets. */
function fateThere(inside: Place, node: t.Node): Fate {
  const { parent } = outermost(inside.source, node);
  return isCall(parent) ? fateOfArgument(inside, parent) : fateOf(inside, node);
}
