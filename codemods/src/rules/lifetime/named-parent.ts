import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, keep, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { rangeOf, textOf } from '../../parse/source-file';
import { takenNames } from '../data/taken-names';
import type { FileContext } from '../types';
import { maybeContext } from './context-parts';
import { allNodes } from './flow';
import { indentationAt } from './layout';
import type { ParentContext } from './plain-parent';
import type { Lineage } from './references';
import { listOf } from './statements';

/** A parent that is put into a constant of its own before the call. */
export interface NamedParent {
  readonly parent: Extract<ParentContext, { kind: 'context' }>;
  readonly declaration: Edit;
}

/**
 * A parent that is computed where it is used, such as `storage.get('span')`, and may be anything: it gets a name, so that it can
 * be looked at before it is used. Undefined where that would change what is evaluated, or when.
 */
export function nameParent(
  context: FileContext,
  literal: t.ObjectExpression,
  call: t.Node,
  { parent, parentNode }: Lineage,
): NamedParent | undefined {
  if (parent.kind !== 'left' || !parent.unnamed || parent.unnamed !== parentNode) return undefined;
  const statement = ownStatement(context, call, literal);
  const name = freeName(context);
  if (!statement || !name || !isFirstCall(literal, call, parentNode)) return undefined;
  const { eol, semicolons } = detectStyle(context.source);
  const { start } = rangeOf(statement);
  const line = `${semicolons ? ';' : ''}${eol}${indentationAt(context.source, start)}`;
  const findings = [finding('OT104', context.source.path, parentNode, { name: textOf(context.source, parentNode) })];
  return {
    parent: { kind: 'context', parts: maybeContext(context, name), findings },
    declaration: replace({ start, end: start }, `const ${name} = `, keep(parentNode), line),
  };
}

/** The statement that does nothing but start the span. */
function ownStatement({ source }: FileContext, call: t.Node, literal: t.Node): t.Node | undefined {
  if (source.parents.get(literal) !== call) return undefined;
  const parent = source.parents.get(call);
  const statement = parent && source.parents.get(parent);
  if (parent?.type !== 'VariableDeclarator' && parent?.type !== 'AssignmentExpression') return undefined;
  if (statement?.type === 'VariableDeclaration' && statement.declarations.length > 1) return undefined;
  return statement && listOf(source, statement) ? statement : undefined;
}

/** Whether no other call of the arguments would run after the parent's instead of before it, or the other way round. */
function isFirstCall(literal: t.ObjectExpression, call: t.Node, parent: t.Expression): boolean {
  const inside = new Set(allNodes([parent]));
  const calls = [...allNodes([call])].filter((node) => node !== call && /Call|New|Await|Yield/.test(node.type));
  return calls.every((node) => inside.has(node)) && literal.properties.every(({ type }) => type === 'ObjectProperty');
}

function freeName(context: FileContext): string | undefined {
  const taken = takenNames(context);
  return ['parent', 'parentSpan', 'spanParent'].find((name) => !taken.has(name));
}
