import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { memberName, propertyName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';
import { memberOn, plainAssignmentTo } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import { functionOf } from '../syntax/flow';
import { listOf } from '../syntax/statements';
import { type AnyMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { canBeAnnotated } from './options-annotation';

/** Options that are made in a variable for one startSpan. */
export interface OptionsVariable {
  readonly binding: Binding;
  readonly declaration: t.VariableDeclaration;
  /** Undefined where nothing is there until a later line says more. */
  readonly init: t.Expression | undefined;
  /** `options = { ... };` */
  readonly values: readonly WholeWrite[];
  /** `options.childOf = parent;` and `options.references = [followsFrom(parent)];` */
  readonly lineages: readonly LineageWrite[];
  /** `options.tags`, in whatever use. */
  readonly tags: readonly AnyMember[];
  /** Something else of it is read or written, such as `options.startTime`. */
  readonly used: boolean;
}

/** A statement that says what the span comes from: `options.childOf = parent;` or `options = { ...options, childOf: parent };` */
export interface LineageWrite {
  readonly key: 'childOf' | 'references';
  readonly value: t.Expression;
  readonly write: t.AssignmentExpression;
  readonly statement: t.Node;
}

/** A statement that gives the variable a new value. */
export interface WholeWrite {
  readonly write: t.AssignmentExpression;
  readonly statement: t.Node;
}

/** The variable that an argument of `startSpan` is, with all its uses; undefined where one of them is none that can be followed. */
export function findVariable(context: FileContext, node: t.Identifier): OptionsVariable | undefined {
  const binding = context.facts.scopes.bindingOf(node);
  const declarator = binding?.declaration;
  if (!binding || declarator?.type !== 'VariableDeclarator' || !(declarator.init || binding.reassigned))
    return undefined;
  const declaration = context.source.parents.get(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) return undefined;
  if (declarator.id !== binding.identifier || !listOf(context.source, declaration)) return undefined;
  if (functionOf(context.source, declaration) !== functionOf(context.source, node)) return undefined;
  if (!canBeAnnotated(context, binding.identifier)) return undefined;
  return readUses(context, binding, node, { binding, declaration, init: declarator.init ?? undefined });
}

/** Sorts the uses of the variable; undefined where one of them is none that can be followed. */
function readUses(
  context: FileContext,
  binding: Binding,
  argument: t.Identifier,
  known: Pick<OptionsVariable, 'binding' | 'declaration' | 'init'>,
): OptionsVariable | undefined {
  const { source } = context;
  const lineages: LineageWrite[] = [];
  const values: WholeWrite[] = [];
  const tags: AnyMember[] = [];
  let used = false;
  const copies = copiesOf(context, binding, argument);
  const copied = new Set<t.Node>(copies.flatMap(({ write, from }) => [write.left, from]));
  for (const { node, kind } of binding.references) {
    if (node === argument || node === binding.identifier || copied.has(node)) continue;
    if (kind !== 'read') {
      const whole = wholeWrite(context, node, argument);
      if (!whole) return undefined;
      values.push(whole);
      continue;
    }
    const member = memberOn(source, outermost(source, node).node);
    if (!member || member.computed) return undefined;
    const key = memberName(member);
    if (key === 'childOf' || key === 'references') {
      const write = plainAssignmentTo(source, member);
      const statement = write && source.parents.get(write);
      if (!write || statement?.type !== 'ExpressionStatement') return undefined;
      if (key === 'references' && !listOf(source, statement)) return undefined;
      lineages.push({ key, value: write.right, write, statement });
    } else if (key === 'tags') tags.push(member);
    else if (key !== 'startTime') return undefined;
    used ||= key === 'tags' || key === 'startTime';
  }
  return { ...known, lineages: inOrder([...lineages, ...copies]), values, tags, used };
}

function inOrder(lineages: readonly LineageWrite[]): readonly LineageWrite[] {
  return [...lineages].sort((a, b) => rangeOf(a.write).start - rangeOf(b.write).start);
}

interface CopyWithParent extends LineageWrite {
  readonly from: t.Node;
}

/** `options = { ...options, childOf: parent };` and `options = Object.assign({}, options, { childOf: parent });` */
function copiesOf(context: FileContext, binding: Binding, argument: t.Identifier): readonly CopyWithParent[] {
  return binding.references.flatMap(({ node, kind }) => {
    const write = kind === 'read' ? undefined : writeBefore(context, node, argument);
    const copy = write && copyIn(context, write.right);
    if (!write || !copy || context.facts.scopes.bindingOf(copy.from) !== binding) return [];
    const statement = context.source.parents.get(write);
    return statement?.type === 'ExpressionStatement' ? [{ ...copy, write, statement }] : [];
  });
}

/** A copy of a variable that only adds where the span comes from. */
function copyIn({ facts }: FileContext, node: t.Expression): Omit<CopyWithParent, 'write' | 'statement'> | undefined {
  const { from, added } = copiedAndAdded(facts, unwrap(node)) ?? {};
  const [property, more] = added ?? [];
  if (from?.type !== 'Identifier' || more || property?.type !== 'ObjectProperty') return undefined;
  const key = propertyName(property);
  if (key !== 'childOf' && key !== 'references') return undefined;
  // In an object that is no pattern, a value is an expression.
  return { from, key, value: property.value as t.Expression };
}

interface Copied {
  readonly from: t.Expression;
  readonly added: readonly t.ObjectExpression['properties'][number][];
}

function copiedAndAdded(facts: FileContext['facts'], node: t.Node): Copied | undefined {
  if (node.type === 'ObjectExpression') {
    const [first, ...added] = node.properties;
    return first?.type === 'SpreadElement' ? { from: first.argument, added } : undefined;
  }
  const [empty, from, last, more] = (node.type === 'CallExpression' && facts.mergedBy(node)) || [];
  const isCopy = empty?.type === 'ObjectExpression' && empty.properties.length === 0 && !more;
  return isCopy && from && last?.type === 'ObjectExpression' ? { from, added: last.properties } : undefined;
}

/** `options = { ... };` before the call, in the same function. */
function wholeWrite(context: FileContext, node: t.Node, argument: t.Node): WholeWrite | undefined {
  const write = writeBefore(context, node, argument);
  const statement = write && context.source.parents.get(write);
  if (!write || statement?.type !== 'ExpressionStatement' || !listOf(context.source, statement)) return undefined;
  return { write, statement };
}

/** The assignment to a variable before the call, in the same function. */
function writeBefore({ source }: FileContext, node: t.Node, argument: t.Node): t.AssignmentExpression | undefined {
  const write = plainAssignmentTo(source, node);
  if (!write || rangeOf(write).end >= rangeOf(argument).start) return undefined;
  return functionOf(source, node) === functionOf(source, argument) ? write : undefined;
}
