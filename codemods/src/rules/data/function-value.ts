import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { functions } from '../../catalog/opentracing-api';
import { type Edit, replace } from '../../edit/edit';
import type { FileFacts, ValueReference } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { ownGlobalTracer } from '../calls/own-global-tracer';
import { tracerOf } from '../calls/tracer-of';
import { oncePerProject } from '../syntax/once-per-project';
import { isReadFromOpenTracing } from '../syntax/own-name';
import { isCall, isMember, outermost } from '../syntax/syntax';
import { isWholeValue } from '../syntax/whole-value';
import type { FileContext, Outcome } from '../types';

/** Whether a name is that of a function which the package exports. */
export function isFunctionName(name: string): boolean {
  return Object.hasOwn(functions, name);
}

/** What becomes of a function of the package that is not called. */
type Fate = 'followed' | 'replaced' | 'left' | 'getter';

function fateOf(facts: FileFacts, { node, name }: ValueReference): Fate {
  const { node: outer, parent } = outermost(facts.source, node);
  if (!parent || (parent.type === 'VariableDeclarator' && !isHandedOn(facts, parent))) return 'followed';
  if (assignmentTo(facts.source, outer)) return 'replaced';
  const canStand = isWholeValue(parent, outer) || isOtherwise(parent, outer);
  return name === 'globalTracer' && canStand ? 'getter' : 'left';
}

/**
 * A function of the package that is not called but handed on, `useFactory: globalTracer`: a function that gives the tracer can take its
 * place, the others have none. Undefined where the facts follow the value by its name.
 */
export function functionValue(context: FileContext, reference: ValueReference): Outcome | undefined {
  const { node } = reference;
  const fate = fateOf(context.facts, reference);
  if (fate === 'followed') return undefined;
  if (fate !== 'getter') return left(context, node, fate === 'replaced' ? 'OT323' : 'OT403');
  const own = ownGlobalTracer(context, node);
  return own ? { kind: 'leave', finding: own.told } : { kind: 'rewrite', edits: [getterEdit(context, node)] };
}

function left(context: FileContext, node: t.Node, code: 'OT323' | 'OT403'): Outcome {
  const args = { name: textOf(context.source, node), use: 'replaced' };
  return { kind: 'leave', finding: finding(code, context.source.path, node, args) };
}

/** Whether a variable is exported, or used other than by calling what is in it. */
function isHandedOn({ scopes, source }: FileFacts, declarator: t.VariableDeclarator): boolean {
  const { id } = declarator;
  const statement = source.parents.get(declarator);
  if (statement && source.parents.get(statement)?.type === 'ExportNamedDeclaration') return id.type === 'Identifier';
  const references = scopes.bindingOf(id)?.references ?? [];
  return references.some((reference) => {
    const { parent, node } = outermost(source, reference.node);
    return reference.node !== id && !(isCall(parent) && parent.callee === node);
  });
}

/**
 * Whether what is asked may be OpenTracing's own function, which stays: where it is a value of which none can take the place, or where the
 * package as a whole is one.
 */
export const mayAskOpenTracing = oncePerProject(({ files }): boolean =>
  [...files.values()].some((facts) => facts.values.some((one) => stays(facts, one))),
);

function stays(facts: FileFacts, reference: ValueReference): boolean {
  const { node, parent } = outermost(facts.source, reference.node);
  if (reference.name === '') return !isMember(parent) && parent?.type !== 'VariableDeclarator';
  if (reference.name !== 'globalTracer' || (isCall(parent) && parent.callee === node)) return false;
  return (
    isReadFromOpenTracing({ facts, source: facts.source }, reference) &&
    /^(?:replaced|left)$/.test(fateOf(facts, reference))
  );
}

/** `given || globalTracer` */
function isOtherwise(parent: t.Node, node: t.Node): boolean {
  return parent.type === 'LogicalExpression' && parent.operator !== '&&' && parent.right === node;
}

function getterEdit(context: FileContext, node: t.Node): Edit {
  const { node: outer, parent } = outermost(context.source, node);
  const inner = `() => ${tracerOf(context)}`;
  const getter = parent && isOtherwise(parent, outer) ? `(${inner})` : inner;
  const isShort = parent?.type === 'ObjectProperty' && parent.shorthand;
  return isShort && parent ? replace(parent, `${textOf(context.source, node)}: ${getter}`) : replace(node, getter);
}
