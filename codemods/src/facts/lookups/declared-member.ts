import type * as t from '@babel/types';
import { keyName } from '../../parse/key-name';

/** The member of an interface or type literal that is written out under a name. */
export function declaredMember(type: t.Node, name: string): t.Node | undefined {
  const members = type.type === 'TSInterfaceDeclaration' ? type.body.body : 'members' in type ? type.members : [];
  return (members as readonly t.Node[]).find(
    (member) => 'key' in member && member.key && keyName(member.key as t.Node) === name,
  );
}
