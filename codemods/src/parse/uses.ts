import type * as t from '@babel/types';
import { isCall, type PlainCall } from './calls';
import { type AnyMember, isMember } from './members';
import type { SourceFile } from './source-file';

type Tree = Pick<SourceFile, 'parents'>;

/** `span.log` of `span`: the member that is named of an expression where it stands. */
export function memberOn({ parents }: Tree, object: t.Node): AnyMember | undefined {
  const parent = parents.get(object);
  return isMember(parent) && parent.object === object ? parent : undefined;
}

/** `f(x)` of `f`: the call of an expression where it stands; `new` is none. */
export function callOn({ parents }: Tree, callee: t.Node): PlainCall | undefined {
  const parent = parents.get(callee);
  return isCall(parent) && parent.callee === callee ? parent : undefined;
}

/** `a.b = x` of `a.b`: the assignment to an expression where it stands, by `=` or an operator such as `??=`. */
export function assignmentTo({ parents }: Tree, target: t.Node): t.AssignmentExpression | undefined {
  const parent = parents.get(target);
  return parent?.type === 'AssignmentExpression' && parent.left === target ? parent : undefined;
}

/** The same by `=` alone, which needs nothing to be there before. */
export function plainAssignmentTo(tree: Tree, target: t.Node): t.AssignmentExpression | undefined {
  const assignment = assignmentTo(tree, target);
  return assignment?.operator === '=' ? assignment : undefined;
}
