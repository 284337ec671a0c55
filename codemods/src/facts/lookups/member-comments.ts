import type * as t from '@babel/types';
import { methods } from '../../catalog/opentracing-api';
import { keyName } from '../../parse/key-name';
import type { SourceFile } from '../../parse/source-file';

/** Whether a member of a type has the name of a method of OpenTracing's spans. */
export function isNamedAsOfSpan(member: t.Node): boolean {
  if (member.type !== 'TSMethodSignature' && member.type !== 'TSPropertySignature') return false;
  const name = keyName(member.key);
  return name !== undefined && Object.hasOwn(methods.span, name);
}

/**
 * The comment that stands right above a member of a type, or before it on its line: it speaks of the member, and goes with it. So does
 * documentation, blank lines or not.
 */
export function commentOf({ ast, text }: SourceFile, member: t.Node): t.Comment | undefined {
  const { start } = member;
  return ast.comments?.findLast(({ end, value }) => {
    if (typeof start !== 'number' || typeof end !== 'number' || end > start) return false;
    const between = text.slice(end, start);
    return value.startsWith('*') ? between.trim() === '' : /^[ \t]*(?:\r?\n)?[ \t]*$/.test(between);
  });
}

/** Whether a comment speaks of a member that describes what a span can do. */
export function isOfSpanMember(source: SourceFile, comment: t.Comment): boolean {
  return source.parents.keys().some((node) => isNamedAsOfSpan(node) && commentOf(source, node) === comment);
}
