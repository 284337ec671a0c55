import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import type { Parents } from '../../parse/parents';
import { memberOn, plainAssignmentTo } from '../../parse/uses';

/** An expression that asks whether options which are passed on name a parent. */
export interface ParentQuestion {
  /** `options.childOf`, or `options.references?.length`. */
  readonly node: t.Expression;
  readonly of: 'childOf' | 'references';
}

/** What is asked of options where they are read, if it is asked for an answer alone. */
export function parentQuestion(parents: Parents, use: t.Node): ParentQuestion | undefined {
  const question = readParent(parents, use);
  return question && isTested(parents, question.node) ? question : undefined;
}

/** `options.childOf = parent;` on a line of its own, where `use` is those options. */
export function parentWrite(parents: Parents, use: t.Node): t.AssignmentExpression | undefined {
  const member = memberOn({ parents }, use);
  const write = member && plainAssignmentTo({ parents }, member);
  if (!write || memberName(member) !== 'childOf') return undefined;
  return parents.get(write)?.type === 'ExpressionStatement' ? write : undefined;
}

function readParent(parents: Parents, use: t.Node): ParentQuestion | undefined {
  const member = memberOn({ parents }, use);
  const name = member && memberName(member);
  if (member && name === 'childOf') return { node: member, of: name };
  // A list may be empty, so that it is there says nothing.
  const length = member && name === 'references' ? memberOn({ parents }, member) : undefined;
  return length && memberName(length) === 'length' ? { node: length, of: 'references' } : undefined;
}

/** Whether only the truth of an expression counts. */
function isTested(parents: Parents, node: t.Node): boolean {
  const parent = parents.get(node);
  switch (parent?.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test === node;
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'LogicalExpression':
      return parent.operator !== '??' && isTested(parents, parent);
    default:
      return false;
  }
}
