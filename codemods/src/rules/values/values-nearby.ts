import type * as t from '@babel/types';
import { type Edit, insert } from '../../edit/edit';
import { declaredFrom } from '../../facts/scopes/declared-with';
import { rangeOf, textOf } from '../../parse/source-file';
import { plainAssignmentTo } from '../../parse/uses';
import { type Entry, entriesOf } from '../syntax/object-entries';
import type { FileContext } from '../types';
import { conversionOf } from './attribute-value';
import { type Unproven, unprovenAmong, unprovenOf } from './unproven';

/** What is to be done to an entry of a literal that becomes attributes. */
type EntryEdits = (context: FileContext, entry: Entry) => readonly Edit[];

const converted: EntryEdits = (context, { property, value }) => {
  const conversion = conversionOf(context, value);
  if (!conversion) return [];
  const { start, end } = rangeOf(value);
  const name = property.shorthand ? `${context.source.text.slice(start, end)}: ` : '';
  return [insert(start, name + conversion.before), insert(end, conversion.after)];
};

/**
 * The values of an object that is built nearby, as attributes take them: objects would be dropped. Those of its literal, and those
 * that are put into it later. Undefined where some have to change and somebody else reads the object, or builds it.
 */
export function valuesNearby(
  context: FileContext,
  object: t.Expression,
  editsOf: EntryEdits = converted,
): readonly Edit[] | undefined {
  const { literals, writes } = context.facts.objectsOf(object);
  const { path } = context.source;
  const edits = [
    ...literals.flatMap(({ file, node }) => {
      const there = contextOf(context, file);
      return there ? entriesOf(there, node).flatMap((entry) => editsOf(there, entry)) : [];
    }),
    ...writes.flatMap(({ file, node }) => writeEdits(contextOf(context, file), node)),
  ];
  if (edits.length === 0) return edits;
  const isOwn = [...literals, ...writes].every(({ file }) => file === path);
  const isThere = literals.every(({ node }) => isMadeFor(context, node, object));
  return isOwn && isThere && isOnlyReader(context, object) ? edits : undefined;
}

/** The values of such an object of which something is not proven; what stands in another file is told where the object is read. */
export function unprovenNearby(context: FileContext, object: t.Expression): readonly Unproven[] {
  const { literals, writes } = context.facts.objectsOf(object);
  const values = [
    ...literals.flatMap(({ file, node }) => {
      const there = contextOf(context, file);
      return there ? entriesOf(there, node).map(({ value }) => ({ there, value })) : [];
    }),
    ...writes.flatMap(({ file, node }) => {
      const there = contextOf(context, file);
      return there ? [{ there, value: node.right }] : [];
    }),
  ];
  const found = values.map(({ there, value }) => {
    const unproven = unprovenOf(there, value);
    return unproven && there.source !== context.source ? { ...unproven, at: object } : unproven;
  });
  return unprovenAmong(found);
}

/** The context of another file of the project. */
export function contextOf(context: FileContext, file: string): FileContext | undefined {
  if (file === context.source.path) return context;
  const facts = context.project.files.get(file);
  return facts && { ...context, source: facts.source, facts };
}

/** The contexts of all files of the project. */
export function contextsOf(context: FileContext): readonly FileContext[] {
  return [...context.project.files.keys()].flatMap((path) => contextOf(context, path) ?? []);
}

function writeEdits(context: FileContext | undefined, { right }: t.AssignmentExpression): Edit[] {
  const conversion = context && conversionOf(context, right);
  if (!conversion) return [];
  const { start, end } = rangeOf(right);
  return [insert(start, conversion.before), insert(end, conversion.after)];
}

/** A literal that the variable is declared with, or that is copied to it where it stands. */
function isMadeFor({ facts, source }: FileContext, literal: t.Node, object: t.Expression): boolean {
  const parent = source.parents.get(literal);
  if (parent?.type === 'VariableDeclarator')
    return facts.scopes.bindingOf(parent.id) === facts.scopes.bindingOf(object);
  return parent?.type === 'CallExpression';
}

function isOnlyReader({ facts, source }: FileContext, object: t.Expression): boolean {
  const binding = object.type === 'Identifier' ? facts.scopes.bindingOf(object) : undefined;
  return (
    declaredFrom(binding)?.type === 'ObjectExpression' &&
    binding?.references.every(({ node }) => node === object || isTarget(source, node)) === true
  );
}

/** `fields` of `fields.a = 1`, and of `Object.assign(fields, { a: 1 })`. */
function isTarget(source: FileContext['source'], node: t.Node): boolean {
  const { parents } = source;
  const member = parents.get(node);
  if (member?.type === 'CallExpression') {
    const isWhole = parents.get(member)?.type === 'ExpressionStatement';
    return isWhole && member.arguments[0] === node && textOf(source, member.callee) === 'Object.assign';
  }
  return member !== undefined && plainAssignmentTo(source, member) !== undefined;
}
