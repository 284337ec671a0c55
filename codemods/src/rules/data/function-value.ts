import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { functions } from '../../catalog/opentracing-api';
import { type Edit, replace } from '../../edit/edit';
import type { ValueReference } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { ownGlobalTracer } from '../calls/own-global-tracer';
import { tracerOf } from '../calls/tracer-of';
import { isCall, outermost } from '../syntax/syntax';
import { isWholeValue } from '../syntax/whole-value';
import type { FileContext, Outcome } from '../types';

/** Whether a name is that of a function which the package exports. */
export function isFunctionName(name: string): boolean {
  return Object.hasOwn(functions, name);
}

/**
 * A function of the package that is not called but handed on, `useFactory: globalTracer`: a function that gives the tracer can take its
 * place, the others have none. Undefined where the facts follow the value by its name.
 */
export function functionValue(context: FileContext, { node, name }: ValueReference): Outcome | undefined {
  const { node: outer, parent } = outermost(context.source, node);
  if (!parent || (parent.type === 'VariableDeclarator' && !isHandedOn(context, parent))) return undefined;
  if (assignmentTo(context.source, outer)) return left(context, node, 'OT323');
  if (name !== 'globalTracer' || !isWholeValue(parent, outer)) return left(context, node, 'OT403');
  const own = ownGlobalTracer(context, node);
  return own ? { kind: 'leave', finding: own.told } : { kind: 'rewrite', edits: [getterEdit(context, node, parent)] };
}

function left(context: FileContext, node: t.Node, code: 'OT323' | 'OT403'): Outcome {
  const args = { name: textOf(context.source, node), use: 'replaced' };
  return { kind: 'leave', finding: finding(code, context.source.path, node, args) };
}

/** Whether a variable is exported, or used other than by calling what is in it. */
function isHandedOn({ facts, source }: FileContext, declarator: t.VariableDeclarator): boolean {
  const { id } = declarator;
  const statement = source.parents.get(declarator);
  if (statement && source.parents.get(statement)?.type === 'ExportNamedDeclaration') return id.type === 'Identifier';
  const references = facts.scopes.bindingOf(id)?.references ?? [];
  return references.some((reference) => {
    const { parent, node } = outermost(source, reference.node);
    return reference.node !== id && !(isCall(parent) && parent.callee === node);
  });
}

function getterEdit(context: FileContext, node: t.Node, parent: t.Node): Edit {
  const getter = `() => ${tracerOf(context)}`;
  const isShort = parent.type === 'ObjectProperty' && parent.shorthand;
  return isShort ? replace(parent, `${textOf(context.source, node)}: ${getter}`) : replace(node, getter);
}
