import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { filledParameter } from './as-given';

/** Between an expression and what takes its place where it is nothing: `??`, or `||` where it may be false or an empty text then. */
export function orElse(context: FileContext, node: t.Node): ' ?? ' | ' || ' {
  const isFalse = context.facts.factOf(unwrap(node))?.maybeFalse === true;
  return isFalse || filledParameter(context, node) ? ' || ' : ' ?? ';
}
