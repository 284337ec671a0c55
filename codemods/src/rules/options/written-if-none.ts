import type * as t from '@babel/types';
import { type SourceFile, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { outermost } from '../syntax/syntax';

/** `if (!options.tags) options.tags = {};` and `options.tags || (options.tags = {});`: what is written where nothing was. */
export function isWrittenIfNone(source: SourceFile, write: t.AssignmentExpression): boolean {
  const written = textOf(source, write.left);
  const { node, parent } = outermost(source, write);
  if (parent?.type === 'LogicalExpression')
    return parent.operator !== '&&' && parent.right === node && textOf(source, unwrap(parent.left)) === written;
  const test = parent?.type === 'ExpressionStatement' ? testOver(source, parent) : undefined;
  return test !== undefined && asksForNone(source, test, written);
}

/** The test that a statement alone stands under. */
function testOver({ parents }: SourceFile, statement: t.Statement): t.Expression | undefined {
  const around = parents.get(statement);
  const branch = around?.type === 'BlockStatement' && around.body.length === 1 ? around : statement;
  const holder = parents.get(branch);
  return holder?.type === 'IfStatement' && holder.consequent === branch ? holder.test : undefined;
}

function asksForNone(source: SourceFile, test: t.Expression, written: string): boolean {
  const inner = unwrap(test);
  if (inner.type === 'UnaryExpression')
    return inner.operator === '!' && textOf(source, unwrap(inner.argument)) === written;
  if (inner.type !== 'BinaryExpression' || !/^===?$/.test(inner.operator)) return false;
  return isNothing(inner.right) && textOf(source, inner.left) === written;
}
