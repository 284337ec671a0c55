import type * as t from '@babel/types';
import type { Part } from '../../edit/edit';
import { isTypeScript } from '../../parse/source-file';
import { isNothing } from '../syntax/expressions';
import { outermost } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { isTested } from './tested';

/**
 * The id of the span in a Context where a call gave its text: `toTraceId()` of OpenTracing gives `''` where there is none, and a Context has
 * nothing there. Where that may be seen, or a compiler wants a text, it is `''` still.
 */
export function idText(context: FileContext, call: t.Node, id: readonly Part[]): Part[] {
  const { parent, node } = outermost(context.source, call);
  if (!parent || isNothingFine(context, parent, node)) return [...id];
  const text = [...id, ` ?? ${quoted(context, '')}`];
  const isCast = context.source.parents.get(call) !== parent;
  return standsAlone(parent, node) && !isCast ? text : ['(', ...text, ')'];
}

/** Where nothing is as good as `''`, or is what the code asks for itself. */
function isNothingFine(context: FileContext, parent: t.Node, node: t.Node): boolean {
  if (isTested(context, parent, node)) return true;
  switch (parent.type) {
    case 'LogicalExpression':
    case 'ExpressionStatement':
      return true;
    case 'BinaryExpression':
      return parent.operator !== '+' && !isEmptyText(parent.left === node ? parent.right : parent.left);
    case 'TemplateLiteral':
      return false;
    default:
      return !isTypeScript(context.source);
  }
}

/** What compares with `''`, or with nothing, which an id never was. */
function isEmptyText(other: t.Node): boolean {
  return (other.type === 'StringLiteral' && other.value === '') || isNothing(other);
}

/** Whether `a ?? b` needs no parentheses where it stands. */
function standsAlone(parent: t.Node, node: t.Node): boolean {
  switch (parent.type) {
    case 'CallExpression':
    case 'NewExpression':
    case 'OptionalCallExpression':
      return parent.callee !== node;
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ClassProperty':
    case 'ConditionalExpression':
    case 'JSXExpressionContainer':
    case 'ObjectProperty':
    case 'ReturnStatement':
    case 'TemplateLiteral':
    case 'VariableDeclarator':
      return true;
    default:
      return false;
  }
}
