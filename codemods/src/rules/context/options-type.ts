import type * as t from '@babel/types';
import { walk } from '../../parse/parents';
import { isCall, isMember, memberName, unwrap } from '../data/syntax';
import type { FileContext } from '../types';

const known = new WeakMap<FileContext['project'], boolean>();

/**
 * Whether some `startSpan` of the project is given options that are no literal. Such options keep OpenTracing's shape, and so does
 * their type. It is asked of the text, not of the facts, so that the answer is the same after a migration.
 */
export function passesOptionsOn({ project }: FileContext): boolean {
  const passes = known.get(project) ?? [...project.files.values()].some(({ source }) => isFoundIn(source.ast.program));
  known.set(project, passes);
  return passes;
}

function isFoundIn(program: t.Node): boolean {
  let found = false;
  walk(program, (node) => {
    if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== 'startSpan') return;
    const options = node.arguments[1];
    if (options && unwrap(options).type !== 'ObjectExpression') found = true;
  });
  return found;
}
