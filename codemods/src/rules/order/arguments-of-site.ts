import type * as t from '@babel/types';
import type { SourceFile } from '../../parse/source-file';
import { siteOf } from '../calls/sites';
import { isCall } from '../syntax/syntax';
import type { FileContext } from '../types';

/** A value that is given in a call: an argument, or what stands in the literals that are its arguments. */
export interface GivenValue {
  readonly value: t.Expression;
  /** The property that it is the value of. */
  readonly property: t.ObjectProperty | undefined;
}

/** The value given in a call that a node is a part of; undefined where it is evaluated only sometimes, or belongs to the call itself. */
export function givenValueOf(context: FileContext, call: t.Node, node: t.Node): GivenValue | undefined {
  const { source } = context;
  const path: t.Node[] = [node];
  for (let at = node; at !== call; ) {
    const parent = source.parents.get(at);
    if (parent === undefined) return undefined;
    path.push(parent);
    at = parent;
  }
  // From the call inwards, as long as all of what is written is evaluated one after the other.
  const inwards = path.reverse();
  for (const [index, at] of inwards.entries()) {
    const inner = inwards[index + 1];
    if (inner === undefined || (index > 0 && !holdsValues(context, at))) return givenAs(source, at);
    if ('callee' in at && at.callee === inner) return undefined;
    if (at.type === 'ObjectProperty' && at.key === inner) return undefined;
  }
  return undefined;
}

function holdsValues(context: FileContext, node: t.Node): boolean {
  if (node.type === 'ObjectExpression' || node.type === 'ArrayExpression' || node.type === 'ObjectProperty')
    return true;
  return (isCall(node) || node.type === 'NewExpression') && siteOf(context, node) !== undefined;
}

function givenAs({ parents }: SourceFile, node: t.Node): GivenValue | undefined {
  const parent = parents.get(node);
  if (node.type === 'SpreadElement' || node.type === 'ObjectMethod' || parent === undefined) return undefined;
  // What stands in these places is nothing else.
  return { value: node as t.Expression, property: parent.type === 'ObjectProperty' ? parent : undefined };
}
