import type * as t from '@babel/types';
import { type Edit, insert, keep, type Part, replace } from '../../edit/edit';
import type { StandIn } from '../../facts/types';
import { memberName, propertyName } from '../../parse/key-name';
import { rangeOf, type SourceFile } from '../../parse/source-file';

/** A member of a mock that has a plain name. */
export type MockMember = t.ObjectProperty | t.ObjectMethod | t.ClassMethod | t.ClassProperty;

/** The same, or one that is written to the mock later. */
export type DoubleMember = MockMember | t.AssignmentExpression;

/** All members of a double, those that are written to it by statements behind those of its own. */
export function membersOfDouble({ node, assigned }: Pick<StandIn, 'node' | 'assigned'>): DoubleMember[] {
  return [...membersOf(node), ...assigned.map((member) => member.node)];
}

/** The members of an object literal or a class that can be renamed. */
export function membersOf(node: StandIn['node']): MockMember[] {
  if (node.type === 'CallExpression') return [];
  const members: readonly t.Node[] = node.type === 'ObjectExpression' ? node.properties : node.body;
  return members.filter((member): member is MockMember => isNamed(member));
}

function isNamed(member: t.Node): boolean {
  const isMember = ['ObjectProperty', 'ObjectMethod', 'ClassMethod', 'ClassProperty'].includes(member.type);
  return isMember && !('computed' in member && member.computed);
}

/** The name of a member. */
export function keyNameOf(member: DoubleMember): string | undefined {
  if (member.type === 'AssignmentExpression') return 'property' in member.left ? memberName(member.left) : undefined;
  return propertyName(member);
}

/** The member under another name. */
export function renamed(member: MockMember, name: string): Edit {
  if (isShorthand(member)) return replace(member, `${name}: `, keep(member.key));
  return replace(member.key, name);
}

/** `{ finish }`. */
export function isShorthand(member: MockMember): boolean {
  return member.type === 'ObjectProperty' && member.shorthand;
}

/** The white space before a member, or a statement: line breaks with its indentation, or a space. */
export function blankBefore(source: SourceFile, member: t.Node): string {
  const before = source.text.slice(0, rangeOf(member).start);
  return /((?:\r?\n[ \t]*)+)$/.exec(before)?.[1] ?? ' ';
}

/** The edit that puts a member behind another, and behind what is said of that on its line. */
export function behind(source: SourceFile, member: MockMember, ...text: readonly Part[]): Edit {
  const { end } = rangeOf(member);
  const blank = blankBefore(source, member);
  const isListed = member.type === 'ObjectProperty' || member.type === 'ObjectMethod';
  const said = (isListed ? /^,[ \t]*\/\/[^\r\n]*/ : /^[ \t]*\/\/[^\r\n]*/).exec(source.text.slice(end))?.[0];
  return said !== undefined && blank.includes('\n')
    ? { ...insert(end + said.length, ''), parts: [blank, ...text, isListed ? ',' : ''] }
    : { ...insert(end, ''), parts: [isListed ? ',' : '', blank, ...text] };
}

/** Whether a parameter may be given `{}` where nothing is given: it has no type, or one of these. */
export function takesNothing(parameter: t.Node, types: ReadonlySet<t.Node['type']>): boolean {
  if (parameter.type !== 'Identifier' || parameter.optional) return false;
  const { typeAnnotation: type } = parameter;
  return !type || (type.type === 'TSTypeAnnotation' && types.has(type.typeAnnotation.type));
}

/** What a member that is a function runs. */
export function functionOf(member: DoubleMember): t.Function | undefined {
  const written = writtenOf(member);
  return written && 'params' in written ? written : undefined;
}

function writtenOf(
  member: DoubleMember,
): t.ObjectMethod | t.ClassMethod | t.ObjectProperty['value'] | null | undefined {
  if (member.type === 'AssignmentExpression') return member.right;
  return member.type === 'ObjectMethod' || member.type === 'ClassMethod' ? member : member.value;
}
