import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { isOpaque, typedKind } from './typed-kind';
import { kindOfValue } from './value-kind';
import type { ValueKind } from './value-kinds';

/** What is proven of an expression's value: by its file, else by its type. */
export function valueKind(context: FileContext, node: t.Node): ValueKind {
  const kind = kindByFlow(context, node);
  if (kind === 'unknown') return typedKind(context, node);
  return kind === 'object' && isOpaque(context, node) ? 'unknown' : kind;
}

/** The same, without what types say. */
export function kindByFlow({ source, facts, project }: FileContext, node: t.Node): ValueKind {
  if (facts.stringOf(unwrap(node)) !== undefined) return 'text';
  return kindOfValue({ source, scopes: facts.scopes, facts, project, visiting: new Set() }, node);
}
