import type * as t from '@babel/types';
import { isTypeScript } from '../../parse/source-file';
import type { FileContext } from '../types';
import { annotatedType } from '../values/written-type';
import type { MockMember } from './members';

/**
 * What stands before the body of a new member, `end()`, with `this: any` where a cast or an annotation says of its literal that it is something
 * that need not have the others: TypeScript takes `this` for that.
 */
export function withTypeOfThis(context: FileContext, member: MockMember, head: string): string {
  const literal = context.source.parents.get(member);
  if (!isTypeScript(context.source) || literal?.type !== 'ObjectExpression') return head;
  const type = typeOf(context, literal);
  if (!type || !lacksMembers(type)) return head;
  return head.replace('(', head.includes('()') ? '(this: any' : '(this: any, ');
}

/** What the text says of a literal where it stands. */
function typeOf(context: FileContext, literal: t.ObjectExpression): t.TSType | undefined {
  const parent = context.source.parents.get(literal);
  if (parent?.type === 'TSAsExpression' || parent?.type === 'TSTypeAssertion') return parent.typeAnnotation;
  if (parent?.type === 'VariableDeclarator' && parent.init === literal) return annotatedType(context, parent.id);
  const isWritten = parent?.type === 'AssignmentExpression' && parent.right === literal;
  return isWritten ? annotatedType(context, parent.left) : undefined;
}

/** `unknown`, and `Partial<Tracer>`. */
function lacksMembers(type: t.TSType): boolean {
  if (type.type === 'TSUnknownKeyword') return true;
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'Partial';
}
