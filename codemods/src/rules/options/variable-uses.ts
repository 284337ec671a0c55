import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { memberName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';
import { memberOn, plainAssignmentTo } from '../../parse/uses';
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

/** A statement that says what the span comes from. */
export interface LineageWrite {
  readonly key: 'childOf' | 'references';
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
  for (const { node, kind } of binding.references) {
    if (node === argument || node === binding.identifier) continue;
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
      lineages.push({ key, write, statement });
    } else if (key === 'tags') tags.push(member);
    else if (key !== 'startTime') return undefined;
    used ||= key === 'tags' || key === 'startTime';
  }
  return { ...known, lineages, values, tags, used };
}

/** `options = { ... };` before the call, in the same function. */
function wholeWrite({ source }: FileContext, node: t.Node, argument: t.Node): WholeWrite | undefined {
  const write = plainAssignmentTo(source, node);
  const statement = write && source.parents.get(write);
  if (!write || statement?.type !== 'ExpressionStatement' || !listOf(source, statement)) return undefined;
  const isBefore = rangeOf(write).end < rangeOf(argument).start;
  return isBefore && functionOf(source, node) === functionOf(source, argument) ? { write, statement } : undefined;
}
