import type * as t from '@babel/types';
import { type Edit, insert, replace } from '../../edit/edit';
import { contains } from '../../facts/implementations/implementations';
import { memberName, propertyName } from '../../parse/key-name';
import { isTypeScript, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { nodesOf } from '../syntax/nodes';
import { outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { type DoubleMember, functionOf, takesNothing } from './members';
import { patternOf, takenAs, withoutProperty } from './taken-apart';

/** What `log` was given as one object is a name and an object for `addEvent`. */
export function nameOfEvent(context: FileContext, member: DoubleMember): Edit[] {
  const { source } = context;
  const written = functionOf(member);
  const [first] = written?.params ?? [];
  if (!written || !first) return [];
  const apart = takenApart(context, first);
  if (apart) return apart;
  const { start } = rangeOf(written);
  const uses = asksForEvents(context) ? usesOf(context, first) : undefined;
  const name = nameFor(textOf(source, written), uses ? KEPT : UNUSED);
  const typed = isTypeScript(source) ? `${name}: string, ` : `${name}, `;
  const at = rangeOf(first);
  // An event may come without attributes, which only a spread takes.
  const isSpread = uses?.every(({ kind }) => kind !== 'field') ?? false;
  const ending = !isSpread && takesNothing(first, ANY_FIELDS) ? ' = {}' : '';
  const [open, close] = source.text.slice(start, at.start).includes('(')
    ? [typed, ending]
    : [`(${typed}`, `${ending})`];
  const kept = (uses ?? []).flatMap((use) => withName(context, use, name));
  return [insert(at.start, open), ...(close === '' ? [] : [insert(at.end, close)]), ...kept];
}

/** `({ event, ...fields })`: the name of the event stands before the fields now, under the name that it has there. */
function takenApart({ source }: FileContext, parameter: t.Node): Edit[] | undefined {
  const pattern = patternOf(parameter);
  const event = pattern && takenAs(pattern, 'event');
  if (!event) return undefined;
  const { name } = event.id;
  const typed = isTypeScript(source) ? `${name}: string` : name;
  // A compiler counts what it is given.
  if (pattern.properties.length === 1)
    return [replace(parameter, isTypeScript(source) ? `${typed}, _fields?: unknown` : typed)];
  const ending = parameter === pattern ? [insert(rangeOf(pattern).end, ' = {}')] : [];
  return [insert(rangeOf(pattern).start, `${typed}, `), withoutProperty(pattern, event.property), ...ending];
}

/** How the fields of a log are used in a double. */
interface Use {
  /** `spread`: into another object. `event`: the name of the event is read. `field`: another of the fields is. */
  readonly kind: 'whole' | 'spread' | 'event' | 'field';
  readonly node: t.Node;
}

/** What the double was given before: the name was one of the fields. */
function withName({ source }: FileContext, { kind, node }: Use, name: string): Edit[] {
  const entry = name === 'event' ? name : `event: ${name}`;
  if (kind === 'whole') return [replace(node, `{ ${entry}, ...${textOf(source, node)} }`)];
  if (kind === 'spread') return [insert(rangeOf(node).start, `${entry}, `)];
  return kind === 'event' ? [replace(node, name)] : [];
}

const UNUSED = ['_name', '_event', '_eventName', '_name_'] as const;
const KEPT = ['event', 'eventName', 'nameOfEvent', 'event_'] as const;

/** One that the function does not use, which may take it from around it; a member of that name is none. */
function nameFor(text: string, names: typeof UNUSED | typeof KEPT): string {
  return names.find((name) => !new RegExp(`(?<!(?<!\\.)\\.)\\b${name}\\b`).test(text)) ?? names[3];
}

const ANY_FIELDS: ReadonlySet<t.Node['type']> = new Set(['TSAnyKeyword', 'TSUnknownKeyword', 'TSObjectKeyword']);

/** Whether the test looks for the name of an event in what its double has kept: what it logs itself says nothing of that. */
function asksForEvents({ source, facts }: FileContext): boolean {
  const logged = facts.calls.filter(({ member }) => member === 'span.log').map(({ node }) => node);
  const isLogged = (node: t.Node) => logged.some((call) => contains(call, node));
  return (
    nodesOf(source, 'ObjectProperty').some(
      (property) => propertyName(property) === 'event' && !isLogged(property.key),
    ) || nodesOf(source, 'MemberExpression').some((node) => memberName(node) === 'event')
  );
}

/** How the double uses the fields, if each use is one that can be followed. */
function usesOf({ source, facts }: FileContext, fields: t.Node): readonly Use[] | undefined {
  const binding = fields.type === 'Identifier' ? facts.scopes.bindingOf(fields) : undefined;
  const references = binding?.references.filter(({ node }) => node !== fields) ?? [];
  const uses = references.flatMap(({ node, kind }) => (kind === 'read' ? (useOf(source, node) ?? []) : []));
  return uses.length === references.length && uses.length > 0 ? uses : undefined;
}

function useOf(source: SourceFile, node: t.Node): Use | undefined {
  const { parent, node: outer } = outermost(source, node);
  if (parent?.type === 'MemberExpression' && parent.object === outer && !parent.computed)
    return memberName(parent) === 'event' ? { kind: 'event', node: parent } : { kind: 'field', node };
  if (parent?.type === 'SpreadElement')
    return source.parents.get(parent)?.type === 'ObjectExpression' ? { kind: 'spread', node: parent } : undefined;
  return isPassedOn(parent, outer) ? { kind: 'whole', node } : undefined;
}

function isPassedOn(parent: t.Node | undefined, node: t.Node): boolean {
  if (parent?.type === 'CallExpression') return parent.callee !== node;
  if (parent?.type === 'AssignmentExpression') return parent.right === node;
  return parent?.type === 'ArrayExpression' || (parent?.type === 'ObjectProperty' && !parent.shorthand);
}
