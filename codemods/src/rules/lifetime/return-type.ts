import type * as t from '@babel/types';
import { isTypeScript, textOf } from '../../parse/source-file';
import { unwrap } from '../data/syntax';
import type { FileContext } from '../types';
import { functionOf, nodesOfCall } from './flow';

/** The annotation that a callback repeats from its function. */
export interface ReturnType {
  /** With the colon. */
  readonly annotation: string;
  /** It says Promise, so the callback has to be async as its function is. */
  readonly isAsync: boolean;
}

/**
 * What a function is declared to return shapes the literals that it returns: `'a'` is a string without it. A callback that returns
 * such things repeats the annotation; any other is inferred.
 */
export function returnTypeFor(
  context: FileContext,
  place: t.Node,
  statements: readonly t.Statement[],
): ReturnType | undefined {
  const home = functionOf(context.source, place);
  if (!isTypeScript(context.source) || !home || !('returnType' in home)) return undefined;
  const { returnType } = home;
  // Generators never get here with a `return`; predicates are for the function alone.
  if (returnType?.type !== 'TSTypeAnnotation' || returnType.typeAnnotation.type === 'TSTypePredicate') return undefined;
  const returns = [...nodesOfCall(statements)].filter((node) => node.type === 'ReturnStatement');
  if (!returns.some(({ argument }) => argument != null && isShaped(argument))) return undefined;
  const isAsync = 'async' in home && home.async === true;
  return { annotation: textOf(context.source, returnType), isAsync };
}

/** Whether the type of an expression depends on what is expected of it. */
function isShaped(node: t.Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'StringLiteral':
    case 'ObjectExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true;
    case 'ArrayExpression':
      return inner.elements.some((element) => element !== null && isShaped(element));
    case 'NewExpression':
      return !inner.typeParameters && !inner.typeArguments;
    case 'ConditionalExpression':
      return isShaped(inner.consequent) || isShaped(inner.alternate);
    case 'LogicalExpression':
      return isShaped(inner.left) || isShaped(inner.right);
    case 'AwaitExpression':
    case 'SpreadElement':
      return isShaped(inner.argument);
    default:
      return false;
  }
}
