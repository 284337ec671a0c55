import type * as t from '@babel/types';
import { type Edit, insert, keep, type Part, replace } from '../../edit/edit';
import { memberName, propertyName } from '../../parse/key-name';
import { isTypeScript, rangeOf, textOf } from '../../parse/source-file';
import { memberOn } from '../../parse/uses';
import { type AnyMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { annotatedType } from '../values/written-type';
import { type DoubleMember, functionOf, takesNothing } from './members';
import { patternOf, takenAs, withoutProperty } from './taken-apart';

const CONTEXT = 'parentContext';

/**
 * What a double of a tracer reads of the options of a span: the tags are attributes, and the parent stands in the third argument,
 * which is given here by the name that nothing else in the function has.
 */
export function optionsOfDouble(context: FileContext, member: DoubleMember): Edit[] {
  return optionsOfReplacement(context, functionOf(member));
}

/** The same where OpenTracing's options reach it as well. */
export function optionsReadEitherWay(context: FileContext, member: DoubleMember): Edit[] {
  return optionsReadBy(context, functionOf(member), {
    tags: (read) => [`(`, keep(read.object), `${access(read)}attributes ?? `, keep(read), ')'],
    childOf: (read, parent) => ['(', keep(read), ' ?? ', ...parent, ')'],
  });
}

function access({ optional }: AnyMember): string {
  return optional ? '?.' : '.';
}

/** The same of a function that a test puts in the place of `startSpan`. */
export function optionsOfReplacement(context: FileContext, written: t.Function | undefined): Edit[] {
  const [, options, more] = written?.params ?? [];
  const pattern = patternOf(options);
  if (written && pattern && !more) return optionsTakenApart(context, written, pattern);
  return optionsReadBy(context, written, {
    tags: (read) => [keep({ start: rangeOf(read).start, end: rangeOf(read.property).start }), 'attributes'],
    childOf: (_, parent) => parent,
  });
}

/** `(name, { tags, childOf } = {})`: the tags are taken out by the name that they have now, and the parent is read where it stands. */
function optionsTakenApart(context: FileContext, written: t.Function, pattern: t.ObjectPattern): Edit[] {
  const [, parameter] = written.params;
  const tags = pattern.properties.find((property) => propertyName(property) === 'tags');
  const parent = textOf(context.source, written).includes(CONTEXT) ? undefined : takenAs(pattern, 'childOf');
  const given = [
    // A span may start without options.
    ...(parameter === pattern ? [' = {}'] : []),
    ...(parent ? [`, ${CONTEXT} = ${context.api('ROOT_CONTEXT')}`] : []),
  ];
  const isAlone = parent !== undefined && pattern.properties.length === 1;
  const end = rangeOf(parameter ?? pattern).end;
  return [
    ...(tags?.type === 'ObjectProperty' ? [namedAttributes(tags)] : []),
    ...(parent && isAlone ? [replace(parameter ?? pattern, '_options')] : []),
    ...(parent && !isAlone ? [withoutProperty(pattern, parent.property)] : []),
    ...(parent ? readsOfParent(context, parent.id) : []),
    ...(given.length > 0 ? [insert(end, (isAlone ? given.slice(-1) : given).join(''))] : []),
  ];
}

function namedAttributes(tags: t.ObjectProperty): Edit {
  return tags.shorthand ? insert(rangeOf(tags).start, 'attributes: ') : replace(tags.key, 'attributes');
}

function readsOfParent({ facts, source, api }: FileContext, id: t.Identifier): Edit[] {
  const references = facts.scopes.bindingOf(id)?.references.filter(({ node }) => node !== id) ?? [];
  const read = `${api('trace')}.getSpan(${CONTEXT})`;
  const parent = isTypeScript(source) ? `(${read} as any)` : read;
  return references.map(({ node }) => {
    const around = source.parents.get(node);
    const isShort = around?.type === 'ObjectProperty' && around.shorthand;
    return replace(node, `${isShort ? `${id.name}: ` : ''}${parent}`);
  });
}

/** What is read in the place of a member of the options. */
interface Readers {
  tags(read: AnyMember): Part[];
  childOf(read: AnyMember, parent: Part[]): Part[];
}

function optionsReadBy(context: FileContext, written: t.Function | undefined, readers: Readers): Edit[] {
  const [, options, more] = written?.params ?? [];
  const name = options?.type === 'AssignmentPattern' ? options.left : options;
  if (!written || !options || more || name?.type !== 'Identifier' || context.facts.factOf(name)) return [];
  const reads = readsOf(context, name);
  const tags = reads.filter((read) => memberName(read) === 'tags');
  const parents = reads.filter((read) => memberName(read) === 'childOf');
  const isKnown = parents.length > 0 && !textOf(context.source, written).includes(CONTEXT);
  const parent = parentRead(context, name);
  const added = [
    // A span may start without options.
    ...(tags.length > 0 && takesNothing(options, ANY) ? [' = {}'] : []),
    ...(isKnown ? [`, ${CONTEXT} = ${context.api('ROOT_CONTEXT')}`] : []),
  ];
  return [
    ...tags.map((read) => replace(read, ...readers.tags(read))),
    ...(isKnown ? parents.map((read) => replace(read, ...readers.childOf(read, parent))) : []),
    ...(added.length > 0 ? [insert(rangeOf(options).end, added.join(''))] : []),
  ];
}

/** Whether it looks for something else in the options, or hands them on as they are. */
export function looksIntoOptions(context: FileContext, { params: [, options] }: t.Function): boolean {
  if (options === undefined) return false;
  const name = options.type === 'AssignmentPattern' ? options.left : options;
  if (name.type !== 'Identifier') return true;
  const references = context.facts.scopes.bindingOf(name)?.references.filter(({ node }) => node !== name) ?? [];
  const known = readsOf(context, name).filter((read) => /^(?:tags|childOf)$/.test(memberName(read) ?? ''));
  return known.length < references.length;
}

const ANY: ReadonlySet<t.Node['type']> = new Set(['TSAnyKeyword']);

function readsOf({ facts, source }: FileContext, name: t.Identifier) {
  const references = facts.scopes.bindingOf(name)?.references ?? [];
  return references.flatMap(({ node }) => {
    const member = memberOn(source, outermost(source, node).node);
    return member && !member.computed ? [member] : [];
  });
}

/** Whatever the double made is what a context holds of it, which no type of OpenTelemetry describes. */
function parentRead(context: FileContext, options: t.Identifier): Part[] {
  const read = `${context.api('trace')}.getSpan(${CONTEXT})`;
  return [annotatedType(context, options)?.type === 'TSAnyKeyword' ? `(${read} as any)` : read];
}
