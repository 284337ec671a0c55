import type * as t from '@babel/types';
import { isFunction } from '../../parse/functions';
import { propertyName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { valueKind } from '../values/known-kind';
import type { ValueKind } from '../values/value-kinds';

/** The one constant that is made inside of a region and used after. */
export interface Result {
  readonly name: string;
  /** What it is declared to be, with the colon; empty where that is not said. */
  readonly type: string;
  readonly declarator: t.VariableDeclarator;
  /** It may be a promise, which an async callback would wait for: it comes out in an object. */
  readonly isHeld: boolean;
}

export function comingOut(context: FileContext, declarator: t.VariableDeclarator, isAsync: boolean): Result {
  const { id, init } = declarator;
  const isHeld = isAsync && init != null && mayBePromise(context, init);
  const name = id.type === 'Identifier' ? id.name : textOf(context.source, id);
  const type = id.type === 'Identifier' && id.typeAnnotation ? textOf(context.source, id.typeAnnotation) : '';
  return { name, type, declarator, isHeld };
}

/** What has no `then`, whatever its type says besides. */
const SETTLED: ReadonlySet<ValueKind> = new Set([
  'text',
  'primitive',
  'boolean',
  'bigint',
  'nullish',
  'list',
  'date',
  'error',
]);

/** Whether an async function may wait for a value where it returns it: for a promise, and for all else that has a `then`, as a query does. */
function mayBePromise(context: FileContext, value: t.Node): boolean {
  const inner = unwrap(value);
  if (inner.type === 'AwaitExpression' || isFunction(inner)) return false;
  if (inner.type === 'ObjectExpression') return inner.properties.some(mayBeThen);
  if (inner.type === 'NewExpression') return !isOfLanguage(context, inner);
  return !SETTLED.has(valueKind(context, inner));
}

function mayBeThen(property: t.ObjectExpression['properties'][number]): boolean {
  const name = propertyName(property);
  return name === undefined || name === 'then';
}

/** An instance of a class of the language's own: `new Map()`. */
function isOfLanguage({ facts }: FileContext, { callee }: t.NewExpression): boolean {
  const isGlobal = callee.type === 'Identifier' && facts.scopes.bindingOf(callee) === undefined;
  return isGlobal && /^(?:Map|Set|WeakMap|WeakSet|Date|RegExp|URL|Array|\w*Error)$/.test(callee.name);
}
