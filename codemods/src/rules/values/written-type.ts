import type * as t from '@babel/types';
import { annotationOf } from '../../parse/annotation';
import { isTypeScript } from '../../parse/source-file';
import type { FileContext } from '../types';

/** `argument`: the API asks for a value. `entry`: a member of an object of attributes, which may be undefined. */
export type ValuePlace = 'argument' | 'entry';

/** The annotation of a variable. */
export function annotatedType({ source, facts }: FileContext, node: t.Node): t.TSType | undefined {
  if (!isTypeScript(source) || node.type !== 'Identifier') return undefined;
  const binding = facts.scopes.bindingOf(node);
  return binding && annotationOf(binding.identifier);
}

/** Whether an object is said to be one, by a cast or its annotation, and nothing of what is in it: `object`, `{}`. */
export function isOfNoFields(context: FileContext, node: t.Node): boolean {
  const isCast = node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion';
  const type = isCast ? node.typeAnnotation : annotatedType(context, node);
  return type?.type === 'TSObjectKeyword' || (type?.type === 'TSTypeLiteral' && type.members.length === 0);
}
