import type * as t from '@babel/types';
import { isTypeScript, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { functionOf } from '../syntax/flow';
import type { FileContext } from '../types';
import { returnsIn } from './carried';

/** What a callback repeats from its function's annotation. */
export interface ReturnType {
  /** With the colon; empty where all is inferred, or said by the promises that it returns. */
  readonly annotation: string;
  /** It says Promise, so the callback has to be async as its function is. */
  readonly isAsync: boolean;
  /** Promises that are made there, and what they are of: `<string>`. */
  readonly promises: readonly t.NewExpression[];
  readonly of: string;
}

const INFERRED: ReturnType = { annotation: '', isAsync: false, promises: [], of: '' };

/**
 * What a function is declared to return shapes the literals that it returns: `'a'` is a string without it. A callback that returns
 * such things repeats the annotation, a promise that it makes says what it is of; any other is inferred.
 */
export function returnTypeFor(context: FileContext, place: t.Node, statements: readonly t.Statement[]): ReturnType {
  const home = functionOf(context.source, place);
  if (!isTypeScript(context.source) || !home || !('returnType' in home)) return INFERRED;
  const { returnType } = home;
  // Generators never get here with a `return`; predicates are for the function alone.
  if (returnType?.type !== 'TSTypeAnnotation' || returnType.typeAnnotation.type === 'TSTypePredicate') return INFERRED;
  const returned = returnsIn(context, statements).flatMap(({ argument }) => (argument ? [unwrap(argument)] : []));
  const shaped = returned.filter((node) => isShaped(context, node));
  if (shaped.length === 0) return INFERRED;
  const promises = shaped.filter((node): node is t.NewExpression => isNewPromise(context, node));
  const of = promiseOf(context, returnType.typeAnnotation);
  if (of !== undefined && promises.length === shaped.length) return { ...INFERRED, promises, of };
  const isAsync = 'async' in home && home.async === true;
  return { ...INFERRED, annotation: textOf(context.source, returnType), isAsync };
}

function isNewPromise({ facts }: FileContext, node: t.Node): boolean {
  if (node.type !== 'NewExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'Promise')
    return false;
  return facts.scopes.bindingOf(node.callee) === undefined;
}

/** `<string>` of `Promise<string>`. */
function promiseOf({ source }: FileContext, type: t.Node): string | undefined {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier' || type.typeName.name !== 'Promise')
    return undefined;
  const list = type.typeParameters;
  return list ? textOf(source, list) : undefined;
}

/** Whether the type of an expression depends on what is expected of it. */
function isShaped(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'StringLiteral':
    case 'ObjectExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true;
    case 'ArrayExpression':
      return inner.elements.some((element) => element !== null && isShaped(context, element));
    case 'NewExpression':
      return !inner.typeParameters && !inner.typeArguments && !isOfPlainClass(context, inner);
    case 'ConditionalExpression':
      return isShaped(context, inner.consequent) || isShaped(context, inner.alternate);
    case 'LogicalExpression':
      return isShaped(context, inner.left) || isShaped(context, inner.right);
    case 'AwaitExpression':
    case 'SpreadElement':
      return isShaped(context, inner.argument);
    default:
      return false;
  }
}

/** A class of the file without type parameters: its instances are what they are. */
function isOfPlainClass({ facts }: FileContext, { callee }: t.NewExpression): boolean {
  const declaration = callee.type === 'Identifier' ? facts.scopes.bindingOf(callee)?.declaration : undefined;
  return declaration?.type === 'ClassDeclaration' && !declaration.typeParameters;
}
