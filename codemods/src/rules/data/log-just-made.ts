import type * as t from '@babel/types';
import { remove } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { wholeLinesOf } from '../../imports/removal';
import { unwrap } from '../../parse/wrappers';
import { listOf } from '../syntax/statements';
import type { FileContext } from '../types';
import { eventOfLog, type LogCall } from './log-event';
import { readLogFields } from './log-fields';
import type { Rewritten } from './rewritten';

/** `const fields = { event: 'error', ... }; span.log(fields);` is the log of an error, as if the fields stood in it. */
export function errorJustMade(
  context: FileContext,
  site: CallSite,
  call: Omit<LogCall, 'literal'>,
): Rewritten | undefined {
  const made = madeJustAbove(context, site.node, call.fields);
  if (!made || !readLogFields(context, made.literal).isError) return undefined;
  const { edits, findings } = eventOfLog(context, site, { ...call, literal: made.literal });
  const gone = wholeLinesOf(context.source, [made.declaration]).map((range) => remove(range));
  return { edits: [...edits, ...gone], findings };
}

interface Made {
  readonly declaration: t.VariableDeclaration;
  readonly literal: t.ObjectExpression;
}

/** The literal of a variable that is declared in the statement above a call, for that alone. */
function madeJustAbove(context: FileContext, call: t.Node, fields: t.Expression): Made | undefined {
  const binding = context.facts.scopes.bindingOf(fields);
  const declarator = binding?.declaration;
  if (!binding || declarator?.type !== 'VariableDeclarator' || declarator.id !== binding.identifier) return undefined;
  const literal = declarator.init && unwrap(declarator.init);
  const declaration = context.source.parents.get(declarator);
  const statement = context.source.parents.get(call);
  if (literal?.type !== 'ObjectExpression' || declaration?.type !== 'VariableDeclaration') return undefined;
  if (declaration.declarations.length > 1 || statement?.type !== 'ExpressionStatement') return undefined;
  const list = listOf(context.source, statement);
  const isAbove = list?.[list.indexOf(statement) - 1] === declaration;
  const isForIt = binding.references.every(({ node }) => node === fields || node === binding.identifier);
  return isAbove && isForIt ? { declaration, literal } : undefined;
}
